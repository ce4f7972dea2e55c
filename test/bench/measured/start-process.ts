import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BenchContext } from '../bench.js';
import { endChild } from '../processes.js';

/** Starts a process that can be asked how it is, and that can collect its garbage. */
export function startProcess({ env, onEnd }: BenchContext, url: URL, own: Record<string, string>): ChildProcess {
  const child = fork(fileURLToPath(url), {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    env: { ...env, LOG_LEVEL: 'warn', ...own, NODE_ENV: 'production' },
  });
  onEnd(() => endChild(child));
  return child;
}

/** Starts the whole product in one process. */
export function startHub(context: BenchContext, own: Record<string, string>): ChildProcess {
  return startProcess(context, new URL('hub-process.ts', import.meta.url), own);
}
