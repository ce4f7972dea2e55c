import { isHubError } from '../errors/errors.js';
import type { Logger, StoreWatch } from '../telemetry/telemetry.js';
import { restartDelayMs } from './backoff.js';
import type { Crew } from './crew.js';
import { isOutageTrouble } from './job-trouble.js';

/** `restarting`: the crew failed or could not start, and the next one is on its way. */
export type WorkerState = 'running' | 'restarting' | 'stopped';

/** How a crew is kept. */
export interface SuperviseOptions {
  readonly start: () => Promise<Crew>;
  readonly logger: Logger;
  /** Hears that the database is away, which then is said once by it and not here. */
  readonly database: StoreWatch;
  /** Hears of each crew that has started. */
  readonly onStart: (crew: Crew) => void;
  /** Hears of each crew whose last job has ended. */
  readonly onDrained: (crew: Crew) => void;
  readonly onRestart: () => void;
  /** Wait before the next start; tests make it short. */
  readonly delayMs?: (failures: number) => number;
}

/** Keeps a crew of runners at work. */
export interface CrewSupervisor {
  state(): WorkerState;
  /** Replaces the present crew, because something is wrong with it that it does not know. */
  replace(reason: string): void;
  /** Takes no more jobs; resolves when all that run have ended, those of crews that were replaced too. */
  stop(): Promise<void>;
  /** Gives up on jobs that have not ended. */
  abandon(): void;
}

/** A crew that worked for so long was well: its failure is the first in a row. */
const wellAfterMs = 60_000;
/** Jobs of the old crew may go on for longer, beside the new one. */
const drainBeforeRestartMs = 5_000;

/**
 * Starts a crew and a new one whenever it fails, with growing waits. Resolves when the first start has succeeded or
 * failed: a worker starts without its database, and begins when that is there.
 *
 * @throws HubError `CONFIGURATION_INVALID` when the database role is not the worker's.
 */
export async function superviseCrew(options: SuperviseOptions): Promise<CrewSupervisor> {
  const { logger, delayMs = restartDelayMs } = options;
  const draining = new Map<Crew, Promise<void>>();
  const stopping = new AbortController();
  const first = Promise.withResolvers<undefined>();
  let state: WorkerState = 'restarting';
  let current: Crew | null = null;
  let failures = 0;

  function fail(error: unknown): void {
    state = 'restarting';
    failures += 1;
    const level = isOutageTrouble(error, options.database) ? 'debug' : 'warn';
    logger[level](
      { event: 'job_runner_restarting', failures, err: error },
      'The job runner failed; another is started.',
    );
    options.onRestart();
    first.resolve(undefined);
  }

  /** Resolves when the crew has failed, or is to stop, and has had time to end its jobs. */
  async function serve(): Promise<void> {
    const crew = await options.start();
    const startedAt = performance.now();
    current = crew;
    state = 'running';
    options.onStart(crew);
    first.resolve(undefined);
    const reason = await Promise.race([crew.failed, aborted(stopping.signal)]);
    current = null;
    if (performance.now() - startedAt > wellAfterMs) failures = 0;
    if (!stopping.signal.aborted) fail(reason);
    const drained = crew.drain().then(() => {
      draining.delete(crew);
      options.onDrained(crew);
    });
    draining.set(crew, drained);
    await Promise.race([drained, pause(drainBeforeRestartMs, stopping.signal)]);
  }

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      await serve().catch((error: unknown) => {
        if (isHubError(error, 'CONFIGURATION_INVALID')) first.reject(error);
        fail(error);
      });
      await pause(stopping.signal.aborted ? 0 : delayMs(failures), stopping.signal);
    }
    state = 'stopped';
  }

  const keeping = keep();
  try {
    await first.promise;
  } catch (error) {
    stopping.abort();
    throw error;
  }
  return {
    state: () => state,
    replace: (reason) => current?.fail(reason),
    async stop() {
      stopping.abort();
      await keeping;
      await Promise.all(draining.values());
    },
    abandon() {
      for (const crew of draining.keys()) crew.abandon();
    },
  };
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([aborted(signal), new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
