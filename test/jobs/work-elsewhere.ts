import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { roleOfSubgraph } from '@hub/runtime/database';
import type { TestDatabase } from '../kit/database.js';

/** Runs the jobs of a subgraph in a process of its own, to be killed. */
export async function workElsewhere(
  name: 'insights' | 'workspace',
  { database, mongodbUrl }: { readonly database: TestDatabase; readonly mongodbUrl: string },
): Promise<ChildProcess> {
  const fixture = fileURLToPath(new URL('./fixtures/subgraph-worker.fixture.ts', import.meta.url));
  const { NODE_OPTIONS: _unused, ...env } = process.env;
  const urls = [database.urlOf('svc_worker'), database.urlOf(roleOfSubgraph[name]), mongodbUrl];
  const child = spawn(process.execPath, ['--import', 'tsx', fixture, name, ...urls], {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await new Promise<void>((resolve) => child.once('message', () => resolve()).once('exit', () => resolve()));
  return child;
}
