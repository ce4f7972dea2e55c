import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { TestHub } from '../kit/hub.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a fixture to its end. @throws Error when it ends with another code than 0. */
async function run(fixture: URL, env: Record<string, string>): Promise<void> {
  const script = fileURLToPath(fixture);
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code]: unknown[] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${script} ended with ${String(code)}.`);
}

/** Imports a file in a process of its own; without an address of Redis it can tell no cache. */
export function importCommand({ database }: TestHub, target: string, redisUrl: string | null): Promise<void> {
  return run(new URL('./import-command.fixture.ts', import.meta.url), {
    IMPORT_TARGET: target,
    IMPORT_DATABASE_URL: database.urlOf('svc_importer'),
    ...(redisUrl !== null && { REDIS_URL: redisUrl }),
  });
}

/** Runs the jobs that wait in a process of its own. */
export function runWorker({ database }: TestHub, env: Readonly<Record<string, string>>): Promise<void> {
  return run(new URL('./worker.fixture.ts', import.meta.url), {
    HUB_ENVIRONMENT: 'development',
    DATABASE_URL: database.urlOf('svc_worker'),
    // A machine that runs many tests is slow to connect.
    DATABASE_CONNECT_TIMEOUT_MS: '20000',
    SOURCE_HOSTS_ALLOWED: '127.0.0.1',
    ...env,
  });
}

/** A publisher on loopback that answers whatever it is asked with its body. */
export async function startPublisher() {
  const state = { body: {} as unknown };
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(state.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The publisher has no port.');
  return Object.assign(state, {
    url: `http://127.0.0.1:${address.port}/releases`,
    close: () => void server.close().closeAllConnections(),
  });
}
