import { rereadFacts } from '../modules/imports/reread-facts.service.js';
import { queueOwnWordsInBulk } from '../modules/sources/teams/tenders/own-words.repository.js';
import { withClient } from '../bulk/index.js';
import { withPool, type CommandStores } from './progress.js';

/** What `npm run hub -- reread-facts` needs. */
export interface RunRereadOptions extends CommandStores {
  log: (line: string) => void;
  /** Aborted by Ctrl-C: the batch being written is finished, the rest is left for the next run. */
  signal: AbortSignal;
}

const progressEvery = 10_000;

/** Reads tenders again that older readers have read; answers whether none is left. @throws Error when the database is lost. */
export function runRereadFacts({ databaseUrl, redisUrl = null, log, signal }: RunRereadOptions): Promise<boolean> {
  return withPool({ databaseUrl, redisUrl, name: 'hub:reread-facts', max: 1 }, async (pool) => {
    const startedAt = performance.now();
    let told = 0;
    const { tendersRead, tendersTotal, changed } = await rereadFacts({
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
        : `${tendersRead} tenders read again in ${seconds} s.`,
    );
    const own = await withClient(pool, queueOwnWordsInBulk);
    if (own.tenders > 0)
      log(`${own.tenders} tenders of ${own.teams} teams' own are queued: the worker reads their words again.`);
    const counts = Object.entries(changed).map(([name, count]) => `${name.replaceAll('_', ' ')} ${count}`);
    if (tendersRead > 0) log(`Tenders that are read differently now: ${counts.join(', ')}.`);
    return !signal.aborted;
  });
}
