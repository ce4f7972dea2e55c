import { migrate } from '@hub/prisma/migrate';
import type { RolePasswords } from '@hub/prisma/roles';
import { rolePasswordsFrom } from '@hub/runtime/service';
import pg from 'pg';
import type { BenchContext } from './bench.js';

/** A database of one benchmark, migrated. */
export interface BenchDatabase {
  readonly url: string;
  readonly rolePasswords: RolePasswords;
}

/** Makes an empty, migrated database that is dropped at the end. */
export async function benchDatabase({ env, onEnd }: BenchContext, name: string): Promise<BenchDatabase> {
  const server = env['DATABASE_URL'] ?? '';
  const rolePasswords = rolePasswordsFrom(env);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`));
  await onServer(server, (client) => client.query(`create database ${name}`));
  onEnd(() =>
    onServer(server, async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  );
  await migrate({ url: url.toString(), rolePasswords, log: () => undefined });
  return { url: url.toString(), rolePasswords };
}

/** Runs work on a connection of its own. */
export async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
