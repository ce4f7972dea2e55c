// cspell:ignore dbname
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@hub/dev/free-port';
import pg from 'pg';
import { until } from './until.js';

/** The version of PgBouncer on this machine; null where there is none. `apt-get install pgbouncer` installs one. */
export function poolerVersion(): string | null {
  const { stdout } = spawnSync('pgbouncer', ['--version'], { encoding: 'utf8', env: withSystemPrograms });
  return /PgBouncer (?<version>[\d.]+)/u.exec(stdout ?? '')?.groups?.['version'] ?? null;
}

// Debian keeps it where only the root user's path leads.
const withSystemPrograms = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` };
const nobody = 65_534;

/** PgBouncer before a server: each transaction gets any of `connections`, whoever had it before. */
export async function startPooler(url: string, { connections }: { connections: number }) {
  const folder = mkdtempSync(join(tmpdir(), 'hub-pooler-'));
  const port = await freePort();
  const { hostname, port: serverPort, pathname, username, password } = new URL(url);
  const settings = join(folder, 'pgbouncer.ini');
  writeFileSync(
    settings,
    [
      '[databases]',
      `hub = host=${hostname} port=${serverPort} dbname=${pathname.slice(1)} user=${username} password=${password}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = any',
      'pool_mode = transaction',
      `default_pool_size = ${connections}`,
      'max_client_conn = 200',
      `logfile = ${join(folder, 'log')}`,
    ].join('\n'),
  );
  // It refuses to run as root.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) for (const path of [folder, settings]) chownSync(path, nobody, nobody);
  const pooler = spawn('pgbouncer', [settings], {
    stdio: 'ignore',
    env: withSystemPrograms,
    ...(isRoot && { uid: nobody, gid: nobody }),
  });
  const ended = new Promise<void>((resolve) => pooler.once('exit', () => resolve()));
  const pooled = new URL(url);
  pooled.host = `127.0.0.1:${port}`;
  pooled.pathname = '/hub';
  await until(() => answers(pooled.toString()));
  return {
    url: pooled.toString(),
    async stop() {
      pooler.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  return client.connect().then(
    async () => {
      await client.end();
      return true;
    },
    () => false,
  );
}
