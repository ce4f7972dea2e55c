import { readDoubts, type DoubtReport } from '../modules/doubts/read-doubts.js';
import { doubtsAsJson, doubtsAsText } from './doubts-table.js';
import { startProgress, withPool, type CommandStores } from './progress.js';

/** What `npm run hub -- doubts` needs. */
export interface RunDoubtsOptions extends CommandStores {
  /** A file or a folder. */
  target: string;
  /** Name of the source; null to go by the prefix of each ocid. */
  source: string | null;
  /** Prints one JSON object for programs instead of tables. */
  asJson: boolean;
  log: (line: string) => void;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** The moment at which statuses are asked for; now. */
  now?: Date;
  /** Where the progress bar is drawn; none when it is not a terminal. */
  progress?: NodeJS.WriteStream;
}

/** SUSPECT when a tender is shown as open without recent evidence, or when nothing was found to judge. */
export type DoubtsStatus = 'SOUND' | 'SUSPECT' | 'STOPPED';

/** Prints what was read of files and how sure it is. @throws Error as readDoubts does. */
export async function runDoubts(options: RunDoubtsOptions): Promise<DoubtsStatus> {
  const { target, source, databaseUrl, log, signal, now = new Date(), progress = process.stderr } = options;
  const bar = startProgress(progress, '{tenders} tenders judged', { tenders: 0 });
  try {
    const report = await withPool({ databaseUrl, name: 'hub:doubts', max: 1 }, (pool) =>
      readDoubts({
        ...{ target, source, pool, now, signal },
        onProgress: (done, total, tenders) => bar.update(done, total, { tenders }),
      }),
    );
    bar.stop();
    if (report === null) {
      log('Stopped. Nothing was written; run the same command again.');
      return 'STOPPED';
    }
    log(options.asJson ? doubtsAsJson(report, now) : doubtsAsText(report, now));
    return isSound(report) ? 'SOUND' : 'SUSPECT';
  } finally {
    bar.stop();
  }
}

function isSound({ publishers, openTooOld }: DoubtReport): boolean {
  return publishers.length > 0 && openTooOld.length === 0;
}
