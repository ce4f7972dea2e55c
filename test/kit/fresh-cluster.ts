import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@hub/dev/free-port';
import { migrate } from '@hub/prisma/migrate';
import pg from 'pg';
import { actingAs, testRolePasswords, type TestDatabase } from './database.js';
import { until } from './until.js';

/** Where the programs of the test server are, and who runs them; null when it runs on another machine. */
export async function serverPrograms(database: TestDatabase): Promise<{ folder: string; user: number } | null> {
  const [place] = await database.sql<{ folder: string; data: string }>(
    `select c.setting as folder, s.setting as data from pg_config c, pg_settings s where c.name = 'BINDIR' and s.name = 'data_directory'`,
  );
  if (place === undefined || !existsSync(join(place.folder, 'initdb')) || !existsSync(place.data)) return null;
  return { folder: place.folder, user: statSync(place.data).uid };
}

/** Another server, with nothing in it and transaction ids that begin anew. */
export async function freshCluster({ folder, user }: { folder: string; user: number }) {
  const data = mkdtempSync(join(tmpdir(), 'hub-fresh-cluster-'));
  chownSync(data, user, -1);
  const own = { cwd: data, ...(process.getuid?.() === 0 && { uid: user }) };
  execFileSync(
    join(folder, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'],
    {
      ...own,
      stdio: 'ignore',
    },
  );
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    `port=${port}`,
    'timezone=UTC',
  ];
  const server = spawn(join(folder, 'postgres'), ['-D', data, ...settings.flatMap((one) => ['-c', one])], {
    ...own,
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await until(() => answers(url));
  return {
    url,
    async stop() {
      server.kill('SIGINT');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  );
}

const ownSchemas = `('app', 'events', 'identity', 'tenders', 'workspace', 'insights', 'analytics', 'graphile_worker')`;

/**
 * Dumps the rows of a database and restores them elsewhere, as pg_dump does for data alone: every table and every sequence.
 * In SQL, because the servers that tests run on come without pg_dump.
 */
export async function dumpAndRestore(from: TestDatabase, to: string): Promise<void> {
  await migrate({ url: to, rolePasswords: testRolePasswords, log: () => undefined });
  const restored = new pg.Client({ connectionString: to });
  await restored.connect();
  try {
    // No trigger runs and no key is looked at, as in a dump.
    await restored.query(`set session_replication_role = replica`);
    const tables = await from.sql<{ name: string; columns: string }>(`
      select c.oid::regclass::text as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relnamespace::regnamespace::text in ${ownSchemas} and c.relkind = 'r' group by c.oid`);
    for (const { name, columns } of tables) {
      const [{ rows = '[]' } = {}] = await from.sql<{ rows: string }>(
        `select coalesce(json_agg(t), '[]')::text as rows from (select ${columns} from ${name}) t`,
      );
      await restored.query(`delete from ${name}`);
      await restored.query(
        `insert into ${name} (${columns}) overriding system value select ${columns} from json_populate_recordset(null::${name}, $1)`,
        [rows],
      );
    }
    const sequences = await from.sql<{ name: string; value: string }>(
      `select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences
       where last_value is not null and schemaname in ${ownSchemas}`,
    );
    for (const { name, value } of sequences) await restored.query(`select setval($1, $2)`, [name, value]);
  } finally {
    await restored.end();
  }
}

/** The database of a cluster of {@link freshCluster}, as tests take theirs. */
export function databaseOf(url: string): TestDatabase {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  return {
    url,
    urlOf: (role) => actingAs(url, role),
    async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      const { rows } = await pool.query<Row>(text, values);
      return rows;
    },
    drop: () => pool.end(),
  };
}
