import { replayQuarantine, type ReplayResult } from '../modules/quarantine/replay-quarantine.js';
import { countsTable, startProgress, withPool, type CommandStores } from './progress.js';
import { withWeb } from './web.js';

/** What `npm run hub -- replay` needs. */
export interface RunReplayOptions extends CommandStores {
  /** Only releases of this source. */
  source: string | null;
  /** Only releases set aside for this reason, such as MISSING_DATE. */
  reason: string | null;
  /** Private hosts that may be called all the same. */
  hostsAllowed?: readonly string[];
  log: (line: string) => void;
  /** Aborted by Ctrl-C: the batch being written is finished, the rest is left for the next run. */
  signal: AbortSignal;
  /** Where the progress bar is drawn; none when it is not a terminal. */
  progress?: NodeJS.WriteStream;
}

/** Tries releases that were set aside again and prints a table of counts. @throws Error as replayQuarantine does. */
export async function runReplay(options: RunReplayOptions): Promise<ReplayResult> {
  const { databaseUrl, redisUrl = null, hostsAllowed = [], log, signal, progress = process.stderr, ...query } = options;
  const bar = startProgress(progress, '{tried} tried | {resolved} imported', { tried: 0, resolved: 0 });
  try {
    const result = await withPool({ databaseUrl, redisUrl, name: 'hub:replay' }, (pool) =>
      withWeb({ pool, hostsAllowed, signal }, async (web) => {
        await web.fetchDueExtensions();
        return replayQuarantine({
          ...query,
          pool,
          web,
          signal,
          onProgress({ rowsDone, rowsTotal, counts: { tried, resolved } }) {
            bar.update(rowsDone, rowsTotal, { tried, resolved });
          },
        });
      }),
    );
    bar.stop();
    log(replayTable(result));
    return result;
  } finally {
    bar.stop();
  }
}

const headline: Record<ReplayResult['status'], string> = {
  SUCCEEDED: 'Replay complete.',
  STOPPED: 'Replay stopped. What was written stays; run the same command again to go on.',
  FAILED: 'Replay failed.',
};

function replayTable({ status, counts }: ReplayResult): string {
  const { imported, tried, resolved, open } = counts;
  const table = countsTable([
    ['set aside and tried again', tried, ''],
    ['imported now', resolved, ''],
    ['releases new', imported.releasesNew, ''],
    ['releases unchanged', imported.releasesUnchanged, 'imported meanwhile from elsewhere'],
    ['tenders new', imported.tendersNew, ''],
    ['tenders updated', imported.tendersUpdated, ''],
    ...[...open].map(([reason, count]) => ['still set aside', count, reason] as const),
  ]);
  return `${headline[status]} ${resolved} of ${tried} imported\n${table}`;
}
