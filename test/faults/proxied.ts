import { startTcpProxy, type TcpProxy } from '../kit/tcp-proxy.js';

/** A store's address that leads through a proxy, and the proxy. */
export interface ProxiedStore {
  readonly url: string;
  readonly proxy: TcpProxy;
}

/** Puts a proxy in front of a store; the path of the address, which names the database, stays. */
export async function behindProxy(storeUrl: string, search = ''): Promise<ProxiedStore> {
  const url = new URL(storeUrl);
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  if (search !== '') url.search = search;
  return { url: url.toString(), proxy };
}
