import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Environment } from '@hub/runtime/config';
import { createRestartLimit, type RestartLimit } from '../../restart-limit.mjs';
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
  /** Tests make its waits short. */
  readonly limit?: RestartLimit;
}

const graceMs = 2_200;
/** The service runner's code for a wrong configuration: trying again would change nothing. */
const configurationExitCode = 78;

/**
 * Keeps one process of the product running: reports a crash and starts it again, with growing waits. One that crashes more
 * often than `npm start` would let it stays down; the others go on.
 */
export function supervise({ plan, cwd, log, limit = createRestartLimit() }: SuperviseOptions): Supervised {
  const started = Promise.withResolvers<undefined>();
  started.promise.catch(() => undefined);
  let child: ChildProcess | null = null;
  let restart: NodeJS.Timeout | undefined;
  let isStopping = false;

  const giveUp = (why: string): void => {
    log(`${why}; not started again`);
    started.reject(new Error(`${plan.name} could not start: ${why}.`));
  };
  const launch = (): void => {
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
      const how = signal === null ? `exit code ${code}` : signal;
      if (code === configurationExitCode) return giveUp(`ended: wrong configuration (${how})`);
      const next = limit.next();
      if (next === null) return giveUp(`crashed (${how}) ${limit.usedUp}`);
      log(`crashed (${how}); started again in ${next.waitMs / 1_000} s (${next.count})`);
      restart = setTimeout(() => {
        limit.restarted();
        launch();
      }, next.waitMs);
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
