import { Socket } from 'node:net';

/** The socket of a client, where the library shows it. */
export function socketOf(client: object): Socket | null {
  const connection: unknown = Reflect.get(client, 'connection');
  if (typeof connection !== 'object' || connection === null || !('stream' in connection)) return null;
  return connection.stream instanceof Socket ? connection.stream : null;
}
