import net from 'node:net';

/** Faults of a connection, named like Toxiproxy's. */
export type Toxic =
  /** Refuses new connections and resets those that are open. */
  | { readonly kind: 'down' }
  /** Delays every chunk in both directions. */
  | { readonly kind: 'latency'; readonly latencyMs: number; readonly jitterMs?: number }
  /** A black hole: accepts, then passes nothing on in either direction. */
  | { readonly kind: 'timeout' }
  /** Accepts and resets at once. */
  | { readonly kind: 'reset_peer' }
  /** Passes at most so many bytes a second in each direction. */
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number }
  /** Closes a connection after it has passed on so many bytes from the server. */
  | { readonly kind: 'limit_data'; readonly bytes: number }
  /** Keeps the client's side open for a while after the server has closed. */
  | { readonly kind: 'slow_close'; readonly delayMs: number }
  /** Cuts a connection at a message of the client that holds this text. */
  | CutAt;

/** A message of the client at which a connection is cut. */
export interface CutAt {
  readonly kind: 'cut_at';
  readonly text: string;
  /** When the server gets the message. */
  readonly serverGetsIt: 'at once' | 'never' | Promise<unknown>;
  /** When the client is reset: `answered` resets it in place of the server's answer. */
  readonly clientIsReset: 'at once' | 'answered' | Promise<unknown>;
  /** Told of each cut, before the client hears of it. */
  readonly onCut?: () => void;
}

/** The two sides of one connection, and how it is being cut. */
interface Pair {
  readonly client: net.Socket;
  readonly upstream: net.Socket;
  losesAnswer: CutAt | null;
  holdsMessage: boolean;
}

/** A proxy in front of one server, on loopback. */
export interface TcpProxy {
  readonly port: number;
  /** Connections accepted so far. */
  readonly accepted: number;
  /** Puts a toxic in place of the present one; null heals. Open connections feel it too. */
  poison(toxic: Toxic | null): void;
  close(): Promise<void>;
}

/** Starts a proxy on a free port of 127.0.0.1 in front of `host:port`. */
export async function startTcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  let toxic: Toxic | null = null;
  let accepted = 0;
  const sockets = new Set<net.Socket>();
  const current = (): Toxic | null => toxic;

  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    accepted += 1;
    if (toxic?.kind === 'down' || toxic?.kind === 'reset_peer') return void client.resetAndDestroy();
    const upstream = net.connect({ ...target, allowHalfOpen: true, noDelay: true });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    const pair: Pair = { client, upstream, losesAnswer: null, holdsMessage: false };
    upstream.on('close', () => closeLater(client, current()));
    client.on('close', () => pair.holdsMessage || upstream.destroy());
    pass(pair, current, false);
    pass(pair, current, true);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');

  return {
    port: address.port,
    get accepted() {
      return accepted;
    },
    poison(next) {
      toxic = next;
      if (next?.kind === 'down' || next?.kind === 'reset_peer') for (const socket of sockets) socket.resetAndDestroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function closeLater(client: net.Socket, toxic: Toxic | null): void {
  if (toxic?.kind !== 'slow_close') return void client.destroy();
  setTimeout(() => client.destroy(), toxic.delayMs).unref();
}

/** Carries chunks from one side to the other, in order, under whatever toxic is in place when each arrives. */
function pass(pair: Pair, current: () => Toxic | null, isFromServer: boolean): void {
  const [from, to] = isFromServer ? [pair.upstream, pair.client] : [pair.client, pair.upstream];
  let passed = 0;
  let previous: Promise<void> = Promise.resolve();
  from.on('data', (chunk: Buffer) => {
    const toxic = current();
    if (toxic?.kind === 'timeout') return;
    const waiting = wait(delayOf(toxic, chunk.length));
    previous = Promise.all([previous, waiting]).then(() => {
      if (isFromServer && pair.holdsMessage && to.destroyed) return void from.destroy();
      if (to.destroyed || current()?.kind === 'timeout') return;
      if (isFromServer && pair.losesAnswer !== null) return reset(pair, pair.losesAnswer);
      if (!isFromServer && toxic?.kind === 'cut_at' && chunk.includes(toxic.text)) return cut(pair, toxic, chunk);
      const left = toxic?.kind === 'limit_data' && isFromServer ? toxic.bytes - passed : Infinity;
      passed += chunk.length;
      to.write(left < chunk.length ? chunk.subarray(0, Math.max(0, left)) : chunk);
      if (left <= chunk.length) from.destroy();
    });
  });
  from.on('end', () => void previous.then(() => to.end()));
}

function cut(pair: Pair, how: CutAt, chunk: Buffer): void {
  const { serverGetsIt, clientIsReset } = how;
  pair.holdsMessage = serverGetsIt !== 'never';
  if (clientIsReset === 'answered') pair.losesAnswer = how;
  else if (clientIsReset === 'at once') reset(pair, how);
  else void clientIsReset.then(() => reset(pair, how));
  if (serverGetsIt === 'at once') pair.upstream.write(chunk);
  else if (serverGetsIt !== 'never') void serverGetsIt.then(() => pair.upstream.write(chunk));
}

function reset({ client }: Pair, { onCut }: CutAt): void {
  onCut?.();
  client.resetAndDestroy();
}

function delayOf(toxic: Toxic | null, length: number): number {
  if (toxic?.kind === 'latency') return toxic.latencyMs + Math.random() * (toxic.jitterMs ?? 0);
  if (toxic?.kind === 'bandwidth') return (length / toxic.bytesPerSecond) * 1000;
  return 0;
}

function wait(delayMs: number): Promise<void> {
  return delayMs === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, delayMs).unref());
}
