import { hostname } from 'node:os';
import type { Pool } from 'pg';
import type { Logger } from '../telemetry/telemetry.js';
import type { LaneFigures } from '../telemetry/metrics/worker-metrics.js';
import type { Crew } from './crew.js';
import * as runners from './job-runner.repository.js';

/** What the runners of a crew are to the heart. */
export type Runners = Pick<Crew, 'ids' | 'succeeded' | 'held'>;

/** Milliseconds. With the defaults, what a killed worker held is given back within 40 s. */
export interface Rhythm {
  readonly beatEveryMs: number;
  readonly deadAfterMs: number;
  readonly countEveryMs: number;
}

/** What one beat of a worker does, and who hears of it. */
export interface PulseOptions {
  readonly pool: Pool;
  readonly logger: Logger;
  readonly rhythm: Rhythm;
  /** Called when others have taken this worker for dead: what it held is given back, and it must begin anew. */
  readonly onTakenForDead: () => void;
  readonly onGivenBack: (jobs: number) => void;
  readonly onQueue: (lanes: readonly LaneFigures[]) => void;
}

/** The runners of this worker, and the work of one beat. */
export interface Pulse {
  add(crew: Runners): void;
  /** These have ended: the next beat gives back what they could not. */
  release(crew: Runners): void;
  /** One beat. Rejects with what the database said; the next one does what is left. */
  beat(): Promise<void>;
  /** Gives back all that this worker still holds. Never rejects. */
  end(): Promise<void>;
}

/** So long a dead letter can be looked at. */
const deadLetterDays = 30;

/**
 * Gives back what ended runners hold, says that the others live, and, once this worker has been seen for long enough
 * itself, gives back what dead workers hold.
 */
export function createPulse(options: PulseOptions): Pulse {
  const { pool, rhythm } = options;
  const place = `${hostname()}:${process.pid}`;
  const alive = new Set<string>();
  const crews = new Set<Runners>();
  const fresh = new Set<string>();
  const ended = new Map<string, readonly string[]>();
  let countedAt = -Infinity;

  return {
    add(crew) {
      crews.add(crew);
      for (const id of crew.ids) {
        alive.add(id);
        fresh.add(id);
      }
    },
    release(crew) {
      crews.delete(crew);
      for (const id of crew.ids) {
        alive.delete(id);
        fresh.delete(id);
        ended.set(id, crew.succeeded());
      }
    },
    async beat() {
      await giveBackEnded(pool, ended);
      // At the same moment as the fresh ones: one that comes later is not known yet, and so not lost.
      const living = [...alive];
      await registerFresh(pool, fresh, place);
      const { known, isSteady } = await runners.beat(pool, living, rhythm.deadAfterMs);
      const lost = living.filter((id) => alive.has(id) && !known.includes(id));
      for (const id of lost) alive.delete(id);
      if (lost.length > 0) options.onTakenForDead();
      for (const crew of crews) await takeStock(options, crew);
      if (isSteady) await reap(options);
      if (performance.now() - countedAt < rhythm.countEveryMs) return;
      options.onQueue(await runners.countQueue(pool));
      await runners.forgetDeadLetters(pool, deadLetterDays);
      countedAt = performance.now();
    },
    async end() {
      const all = [...alive, ...ended.keys()];
      const succeeded = [...new Set([...ended.values()].flat())];
      if (all.length > 0) await runners.giveBack(pool, all, succeeded).catch(() => undefined);
    },
  };
}

async function giveBackEnded(pool: Pool, ended: Map<string, readonly string[]>): Promise<void> {
  for (const [id, succeeded] of [...ended]) {
    await runners.giveBack(pool, [id], succeeded);
    ended.delete(id);
  }
}

async function registerFresh(pool: Pool, fresh: Set<string>, place: string): Promise<void> {
  const born = [...fresh];
  if (born.length > 0) await runners.registerRunners(pool, born, place);
  for (const id of born) fresh.delete(id);
}

async function takeStock(
  { pool, rhythm, logger, onGivenBack }: PulseOptions,
  { ids, held, succeeded }: Runners,
): Promise<void> {
  const mine = { runners: ids, held: held(), succeeded: succeeded() };
  const jobs = await runners.giveBackStrays(pool, { ...mine, takenForMs: rhythm.deadAfterMs / 2 });
  if (jobs === 0) return;
  onGivenBack(jobs);
  logger.warn(
    { event: 'jobs_given_back', jobs },
    'Jobs were taken and their runner never heard of it; they are given back.',
  );
}

async function reap({ pool, rhythm, logger, onGivenBack }: PulseOptions): Promise<void> {
  const dead = await runners.findDeadRunners(pool, rhythm.deadAfterMs);
  if (dead.length === 0) return;
  const { jobs, queues } = await runners.giveBack(pool, dead);
  onGivenBack(jobs);
  logger.warn(
    { event: 'jobs_given_back', runners: dead.length, jobs, queues },
    'A worker has died; what it held is given back.',
  );
}
