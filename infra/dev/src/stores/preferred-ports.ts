import type { StoreContext, StoreName } from './provider.js';

/** The same ports at every `npm start`, so that a client's bookmark keeps working; elsewhere any free one (0). */
export function preferredPorts({
  profile,
  machine,
}: Pick<StoreContext, 'profile' | 'machine'>): Readonly<Record<StoreName, number>> {
  const usual =
    profile === 'start' ? { postgres: 54_320, redis: 63_790, mongodb: 27_117 } : { postgres: 0, redis: 0, mongodb: 0 };
  return {
    postgres: portFrom(machine.env['POSTGRES_PORT'], usual.postgres),
    redis: portFrom(machine.env['REDIS_PORT'], usual.redis),
    mongodb: portFrom(machine.env['MONGODB_PORT'], usual.mongodb),
  };
}

function portFrom(text: string | undefined, fallback: number): number {
  const port = Number(text);
  // Kubernetes and Docker links set REDIS_PORT to an address: anything but a port is not meant for us.
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : fallback;
}
