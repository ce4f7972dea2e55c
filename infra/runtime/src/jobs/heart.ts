import { hostname } from 'node:os';
import pg from 'pg';
import { outliveConnections } from '../database/connections/broken-connections.js';
import { ownRoleOnly } from '../database/checks/own-role.js';
import type { Logger, StoreWatch } from '../telemetry/telemetry.js';
import type { LaneFigures } from '../telemetry/metrics/worker-metrics.js';
import type { Crew } from './crew.js';
import { isOutageTrouble } from './job-trouble.js';
import * as runners from './job-runner.repository.js';

/** How a worker shows that it lives. */
export interface HeartOptions {
  /** Database URL of svc_worker. */
  readonly url: string;
  readonly logger: Logger;
  /** Hears whether the database answers. */
  readonly database: StoreWatch;
  /** Called when others have taken this worker for dead: what it held is given back, and it must begin anew. */
  readonly onTakenForDead: () => void;
  readonly onGivenBack: (jobs: number) => void;
  readonly onQueue: (lanes: readonly LaneFigures[]) => void;
  readonly rhythm?: Partial<Rhythm>;
}

/** Milliseconds. With these, what a killed worker held is given back within 40 s. */
export interface Rhythm {
  readonly beatEveryMs: number;
  readonly deadAfterMs: number;
  readonly countEveryMs: number;
}

/** So long a dead letter can be looked at. */
const deadLetterDays = 30;

const rhythmDefault: Rhythm = { beatEveryMs: 5_000, deadAfterMs: 30_000, countEveryMs: 15_000 };

/** What the runners of a crew are to the heart. */
type Runners = Pick<Crew, 'ids' | 'succeeded' | 'held'>;

/** Signs of life of this worker, and its look after others. */
export interface Heart {
  /** Speaks for these runners from now on. */
  add(crew: Runners): void;
  /** These have ended: gives back what they could not, as soon as the database hears it. */
  release(crew: Runners): void;
  /** The last beat: gives back all that this worker still holds. Never rejects. */
  stop(): Promise<void>;
}

/**
 * Beats: gives back what ended runners hold, says that the others live, and, once it has been seen for long enough itself,
 * gives back what dead workers hold. An outage of the database is logged once.
 */
export function startHeart(options: HeartOptions): Heart {
  const { url, logger } = options;
  const rhythm = { ...rhythmDefault, ...options.rhythm };
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 2_000,
    query_timeout: 10_000,
    keepAlive: true,
    verify: ownRoleOnly('svc_worker'),
    application_name: 'hub:svc_worker:heart',
  });
  outliveConnections(pool);
  const place = `${hostname()}:${process.pid}`;
  const alive = new Set<string>();
  const crews = new Set<Runners>();
  const fresh = new Set<string>();
  const ended = new Map<string, readonly string[]>();
  let countedAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  let beating: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function pulse(): Promise<void> {
    for (const [id, succeeded] of [...ended]) {
      await runners.giveBack(pool, [id], succeeded);
      ended.delete(id);
    }
    const [born, living] = [[...fresh], [...alive]];
    if (born.length > 0) await runners.registerRunners(pool, born, place);
    for (const id of born) fresh.delete(id);
    const { known, isSteady } = await runners.beat(pool, living, rhythm.deadAfterMs);
    const lost = living.filter((id) => alive.has(id) && !known.includes(id));
    for (const id of lost) alive.delete(id);
    if (lost.length > 0) options.onTakenForDead();
    for (const crew of crews) await takeStock(crew);
    if (isSteady) await reap();
    if (performance.now() - countedAt >= rhythm.countEveryMs) {
      options.onQueue(await runners.countQueue(pool));
      await runners.forgetDeadLetters(pool, deadLetterDays);
      countedAt = performance.now();
    }
  }

  async function takeStock({ ids, held, succeeded }: Runners): Promise<void> {
    const mine = { runners: ids, held: held(), succeeded: succeeded() };
    const jobs = await runners.giveBackStrays(pool, { ...mine, takenForMs: rhythm.deadAfterMs / 2 });
    if (jobs === 0) return;
    options.onGivenBack(jobs);
    logger.warn(
      { event: 'jobs_given_back', jobs },
      'Jobs were taken and their runner never heard of it; they are given back.',
    );
  }

  async function reap(): Promise<void> {
    const dead = await runners.findDeadRunners(pool, rhythm.deadAfterMs);
    if (dead.length === 0) return;
    const { jobs, queues } = await runners.giveBack(pool, dead);
    options.onGivenBack(jobs);
    logger.warn(
      { event: 'jobs_given_back', runners: dead.length, jobs, queues },
      'A worker has died; what it held is given back.',
    );
  }

  async function beatOnce(): Promise<void> {
    try {
      await pulse();
      options.database.answered();
    } catch (error) {
      if (isOutageTrouble(error, options.database)) return;
      logger.error({ event: 'worker_unheard', err: error }, 'A sign of life of this worker was refused.');
    }
  }

  function beatSoon(): void {
    clearTimeout(timer);
    beating = beating.then(async () => {
      if (isStopped) return;
      await beatOnce();
      clearTimeout(timer);
      timer = setTimeout(beatSoon, rhythm.beatEveryMs).unref();
    });
  }

  return {
    add(crew) {
      crews.add(crew);
      for (const id of crew.ids) {
        alive.add(id);
        fresh.add(id);
      }
      beatSoon();
    },
    release(crew) {
      crews.delete(crew);
      for (const id of crew.ids) {
        alive.delete(id);
        fresh.delete(id);
        ended.set(id, crew.succeeded());
      }
      beatSoon();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await beating;
      const all = [...alive, ...ended.keys()];
      const succeeded = [...new Set([...ended.values()].flat())];
      if (all.length > 0) await runners.giveBack(pool, all, succeeded).catch(() => undefined);
      await pool.end();
    },
  };
}
