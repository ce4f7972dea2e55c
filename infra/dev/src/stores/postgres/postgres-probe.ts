import pg from 'pg';
import type { ServerKind } from '../shared/own-server.js';

/** The floor: row security, `MERGE` and `NULLS NOT DISTINCT` are all there since 15. */
export const postgresVersionMin = 15;

/** Extensions that the migrations create. */
const neededExtensions = ['pg_trgm', 'unaccent', 'pgcrypto', 'btree_gin', 'pg_stat_statements'] as const;

/** The database of the product within a server of ours. */
export const databaseName = 'tender_insight_hub';

export const postgresKind: ServerKind = {
  identify: (url) => withClient(administrativeUrl(url), (client) => single(client, 'show data_directory')),
  prepare: (url) => ensureDatabase(administrativeUrl(url), databaseName),
  // SIGINT is Postgres's fast shutdown: sessions are ended, nothing is lost.
  stopSignal: 'SIGINT',
  stopTimeoutMs: 4_000,
};

/** The version of the server as `18.1`. Rejects when nothing answers. */
export function postgresVersion(url: string): Promise<string> {
  return withClient(url, (client) => single(client, 'show server_version'));
}

/** The needed extensions that this server has no files of. */
export function missingExtensions(url: string): Promise<readonly string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>('select name from pg_available_extensions');
    const available = new Set(rows.map((row) => row.name));
    return neededExtensions.filter((name) => !available.has(name));
  });
}

/** Creates the database of the product unless it is there. The name is ours, never a person's input. */
function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  return withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  });
}

/** Opens one connection for one purpose and closes it whatever happens. */
export async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  // A server that is shut down under us reports here; the query rejects as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** The database that every cluster has from the beginning. */
function administrativeUrl(url: string): string {
  const address = new URL(url);
  address.pathname = '/postgres';
  return address.href;
}

async function single(client: pg.Client, statement: string): Promise<string> {
  const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
  return String(rows[0]?.[0]);
}
