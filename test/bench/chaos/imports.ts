import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BenchContext } from '../bench.js';
import { releaseOf, writeReleases } from '../skeleton/releases.js';

/** Imports that ran beside the load. */
export interface Imports {
  /** Releases that were said to be in, by ocid. */
  readonly acknowledged: ReadonlySet<string>;
  /** Runs that ended before all was in; each was run again. */
  readonly failedRuns: () => number;
  /** Resolves when the last import is in, or when the time for it is over. */
  done(): Promise<void>;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const releasesOfImport = 200;
const pauseMs = 10_000;
const retryPauseMs = 2_000;
// Numbers that no release of the scene has.
const firstNumber = 1_000_000;

/** Imports a file of new releases again and again, each as often as it takes until it is in. */
export function startImports(
  context: BenchContext,
  { databaseUrl, isOver }: { databaseUrl: string; isOver: () => boolean },
): Imports {
  const acknowledged = new Set<string>();
  let failedRuns = 0;
  const runAll = async (): Promise<void> => {
    for (let next = firstNumber; !isOver(); next += releasesOfImport) {
      const start = next;
      const file = await writeReleases(context, releasesOfImport, (index) => releaseOf(start + index));
      while ((await runOnce(context, file, databaseUrl)) !== 0) {
        failedRuns += 1;
        await pause(retryPauseMs);
      }
      for (let index = 0; index < releasesOfImport; index += 1) acknowledged.add(releaseOf(start + index).ocid);
      await pause(pauseMs);
    }
  };
  const running = runAll();
  return { acknowledged, failedRuns: () => failedRuns, done: () => running };
}

function runOnce({ env }: BenchContext, file: string, databaseUrl: string): Promise<number> {
  const script = 'test/bench/chaos/import-process.ts';
  const child = spawn(process.execPath, ['--import', 'tsx', script, file], {
    cwd: root,
    // What it says when the database goes away is for its user; here the exit code is enough.
    stdio: 'ignore',
    env: { ...env, DATABASE_URL: databaseUrl },
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
