import { developmentSettings } from '@hub/gateway/config';
import { createGateway, type Gateway, type GatewayOptions } from '@hub/gateway/server';
import { inProcess, supergraphOf } from './fake-subgraphs.js';

const started: Gateway[] = [];

/** Starts a gateway over the fakes on a free port of this machine; everything may be replaced. */
export async function startGateway(options: Partial<GatewayOptions> = {}): Promise<string> {
  const settings = { ...(options.settings ?? developmentSettings), host: '127.0.0.1', port: 0 };
  const gateway = await createGateway({ supergraphSdl: supergraphOf(), inProcess: inProcess(), ...options, settings });
  started.push(gateway);
  return gateway.start();
}

/** Stops what `startGateway` started; call it after each test. */
export async function stopGateways(): Promise<void> {
  await Promise.all(started.splice(0).map((gateway) => gateway.stop()));
}
