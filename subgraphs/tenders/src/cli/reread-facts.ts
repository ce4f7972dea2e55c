import pg from 'pg';
import { rereadFacts } from '../modules/imports/reread-facts.service.js';

/** What `npm run hub -- reread-facts` needs. */
export interface RunRereadOptions {
  /** URL that signs in as svc_tenders or svc_worker. */
  databaseUrl: string;
  log: (line: string) => void;
  /** Aborted by Ctrl-C: the batch being written is finished, the rest is left for the next run. */
  signal: AbortSignal;
}

const progressEvery = 10_000;

/** Reads tenders again that older readers have read; answers whether none is left. @throws Error when the database is lost. */
export async function runRereadFacts({ databaseUrl, log, signal }: RunRereadOptions): Promise<boolean> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, application_name: 'hub:reread-facts' });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const startedAt = performance.now();
  let told = 0;
  try {
    const { tendersRead, tendersTotal } = await rereadFacts({
      pool,
      signal,
      onProgress(progress) {
        if (progress.tendersRead - told < progressEvery) return;
        told = progress.tendersRead;
        log(`${progress.tendersRead} of ${progress.tendersTotal} tenders read`);
      },
    });
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    log(
      signal.aborted
        ? `Stopped behind ${tendersRead} of ${tendersTotal} tenders. Run the same command again to go on.`
        : `Facts of ${tendersRead} tenders read again in ${seconds} s.`,
    );
    return !signal.aborted;
  } finally {
    await pool.end();
  }
}
