import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Environment } from '@hub/runtime/config';
import { readableLine } from './readable-line.js';

export interface ProcessPlan {
  readonly name: string;
  /** The TypeScript file to run. */
  readonly entry: string;
  readonly env: Environment;
}

interface Supervised {
  /** Resolves when the process says that it has started; rejects when it cannot. */
  readonly started: Promise<undefined>;
  /** Asks the process to drain, insists after the grace, and resolves when it is gone. */
  readonly stop: () => Promise<void>;
}

interface SuperviseOptions {
  readonly plan: ProcessPlan;
  readonly cwd: string;
  /** One readable line at a time, without the name of the process. */
  readonly log: (line: string) => void;
}

const graceMs = 2_200;
const firstBackoffMs = 500;
const backoffMaxMs = 30_000;
/** A process that ran this long was well: its next crash begins with a short wait again. */
const healthyAfterMs = 60_000;
/** The service runner's code for a wrong configuration: trying again would change nothing. */
const configurationExitCode = 78;

/** How long to wait before a restart, given the crashes in a row (1 for the first). */
export function backoffMs(crashes: number): number {
  return Math.min(firstBackoffMs * 2 ** (crashes - 1), backoffMaxMs);
}

/** Keeps one process of the product running: reports a crash and starts it again, with growing waits. */
export function supervise({ plan, cwd, log }: SuperviseOptions): Supervised {
  const started = Promise.withResolvers<undefined>();
  started.promise.catch(() => undefined);
  let child: ChildProcess | null = null;
  let restart: NodeJS.Timeout | undefined;
  let isStopping = false;
  let crashes = 0;

  const launch = (): void => {
    const launchedAtMs = performance.now();
    child = spawnPlan(plan, cwd);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        const { text, event } = readableLine(line);
        if (event === 'service_started') started.resolve(undefined);
        for (const part of text.split('\n')) log(part);
      });
    }
    child.once('exit', (code, signal) => {
      child = null;
      if (isStopping) return;
      crashes = performance.now() - launchedAtMs > healthyAfterMs ? 1 : crashes + 1;
      const how = signal === null ? `exit code ${code}` : signal;
      if (code === configurationExitCode) {
        log(`ended: wrong configuration (${how}); not started again`);
        started.reject(new Error(`${plan.name} could not start: its configuration is wrong.`));
        return;
      }
      const waitMs = backoffMs(crashes);
      log(`crashed (${how}); started again in ${waitMs / 1_000} s`);
      restart = setTimeout(launch, waitMs);
    });
  };
  launch();

  return {
    started: started.promise,
    stop: async () => {
      isStopping = true;
      clearTimeout(restart);
      started.reject(new Error(`${plan.name} was stopped before it had started.`));
      if (child !== null) await endChild(child);
    },
  };
}

function spawnPlan({ entry, env }: ProcessPlan, cwd: string): ChildProcess {
  const withParent = fileURLToPath(new URL('end-with-parent.mjs', import.meta.url));
  return spawn(process.execPath, ['--import', 'tsx', '--import', withParent, entry], {
    cwd,
    env: { ...env },
    // A process group of its own: Ctrl-C reaches the supervisor alone, which drains in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

async function endChild(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(insist);
}
