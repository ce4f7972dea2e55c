import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseAddressFrom, databaseUrlsOf, rolePasswordsFrom } from '@hub/runtime/service';
import type { BenchContext } from '../bench.js';
import { answers, endChild } from '../processes.js';
import { watchLog, type LogWatch } from './log-watch.js';
import { freePort } from '@hub/dev/free-port';

type Environment = Readonly<Record<string, string | undefined>>;

/** A process of the product that is started again when it ends, as a supervisor would. */
export interface Kept {
  /** How often it has ended without being told to. */
  readonly ends: () => number;
  /** Process ids, the first one first. */
  readonly pids: () => readonly number[];
  /** Ends it like a power cut; it is started again. */
  kill(): void;
}

/** The product under test: what answers requests, and a worker beside it. */
export interface Product {
  readonly url: string;
  readonly server: Kept;
  readonly worker: Kept;
  readonly log: LogWatch;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const endWithParent = join(root, 'infra/dev/src/hub/end-with-parent.mjs');
const restartPauseMs = 500;

/**
 * Starts gateway and subgraphs with a job runner of their own in one process, and a second worker in another: jobs of
 * the one that is killed have somebody who could take them over.
 */
export async function startProduct(context: BenchContext, env: Environment, clock: () => number): Promise<Product> {
  const port = await freePort();
  const folder = join(root, '.data', 'chaos');
  mkdirSync(folder, { recursive: true });
  const log = watchLog(join(folder, 'product.log'), clock);
  context.onEnd(() => log.close());
  const url = `http://127.0.0.1:${port}`;
  const own = { ...env, HUB_PORT: String(port), PUBLIC_URL: url, NODE_ENV: 'production' };
  const server = keep(context, { file: 'test/bench/hub-process.ts', env: own, log });
  await answers(`${url}/health/ready`);
  const urls = databaseUrlsOf(databaseAddressFrom(env), rolePasswordsFrom(env));
  const ofWorker = { ...own, DATABASE_URL: urls.svc_worker };
  const worker = keep(context, { file: 'infra/worker/src/index.ts', env: ofWorker, log });
  return { url, server, worker, log };
}

function keep({ onEnd }: BenchContext, { file, env, log }: { file: string; env: Environment; log: LogWatch }): Kept {
  const pids: number[] = [];
  let child: ChildProcess;
  let ends = 0;
  let isKilled = false;
  let isOver = false;
  const launch = (): void => {
    isKilled = false;
    child = spawn(process.execPath, ['--import', 'tsx', '--import', endWithParent, file], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env,
    });
    if (child.pid !== undefined) pids.push(child.pid);
    for (const stream of [child.stdout, child.stderr]) if (stream !== null) log.follow(stream);
    child.once('exit', () => {
      if (isOver) return;
      if (!isKilled) ends += 1;
      setTimeout(() => isOver || launch(), restartPauseMs);
    });
  };
  launch();
  onEnd(async () => {
    isOver = true;
    await endChild(child);
  });
  return {
    ends: () => ends,
    pids: () => pids,
    kill() {
      isKilled = true;
      child.kill('SIGKILL');
    },
  };
}
