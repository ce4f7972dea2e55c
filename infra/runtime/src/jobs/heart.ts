import { openWorkerPool } from '../database/open-worker-pool.js';
import type { StoreWatch } from '../telemetry/telemetry.js';
import { isOutageTrouble } from './job-trouble.js';
import { createPulse, type PulseOptions, type Rhythm, type Runners } from './pulse.js';

/** How a worker shows that it lives. */
export interface HeartOptions extends Omit<PulseOptions, 'pool' | 'rhythm'> {
  /** Database URL of svc_worker. */
  readonly url: string;
  /** Hears whether the database answers. */
  readonly database: StoreWatch;
  readonly rhythm?: Partial<Rhythm>;
}

const rhythmDefault: Rhythm = { beatEveryMs: 5_000, deadAfterMs: 30_000, countEveryMs: 15_000 };

/** Signs of life of this worker, and its look after others. */
export interface Heart {
  /** Speaks for these runners from now on. */
  add(crew: Runners): void;
  /** These have ended: gives back what they could not, as soon as the database hears it. */
  release(crew: Runners): void;
  /** The last beat: gives back all that this worker still holds. Never rejects. */
  stop(): Promise<void>;
}

/** Beats now, and again and again. An outage of the database is logged once. */
export function startHeart({ url, database, rhythm: ownRhythm, ...options }: HeartOptions): Heart {
  const rhythm = { ...rhythmDefault, ...ownRhythm };
  const pool = openWorkerPool({ url, part: 'heart', answerMaxMs: 10_000 });
  const pulse = createPulse({ ...options, pool, rhythm });
  let timer: NodeJS.Timeout | undefined;
  let beating: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function beatOnce(): Promise<void> {
    try {
      await pulse.beat();
      database.answered();
    } catch (error) {
      if (isOutageTrouble(error, database)) return;
      options.logger.error({ event: 'worker_unheard', err: error }, 'A sign of life of this worker was refused.');
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
      pulse.add(crew);
      beatSoon();
    },
    release(crew) {
      pulse.release(crew);
      beatSoon();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await beating;
      await pulse.end();
      await pool.end();
    },
  };
}
