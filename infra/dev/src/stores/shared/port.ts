import { createServer } from 'node:net';

/** The preferred port if nothing listens there, else any free one; any for 0. Loopback only. */
export async function freePort(preferredPort = 0): Promise<number> {
  return (await listenOnce(preferredPort)) ?? (await listenOnce(0)) ?? preferredPort;
}

/** Null when the port cannot be had. */
function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
