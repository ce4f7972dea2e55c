import { releasesSeen, type ImportCounts } from '../modules/imports/import-counts.js';
import { importReleases, type ImportProgress, type ImportResult } from '../modules/imports/import-releases.js';
import { publishersRefusedBecause } from '../modules/imports/write/source.repository.js';
import { countsTable, startProgress, withPool, type CommandStores } from './progress.js';
import { withWeb } from './web.js';

/** What `npm run hub -- import` needs. */
export interface RunImportOptions extends CommandStores {
  /** A file, a folder or an http(s) address. */
  target: string;
  /** Name of the source; null to go by the prefix of each ocid. */
  source: string | null;
  /** Fetches what files point at: linked releases and extensions. Always done for an address. */
  followsLinks?: boolean;
  /** Private hosts that may be called all the same. */
  hostsAllowed?: readonly string[];
  log: (line: string) => void;
  /** Aborted by Ctrl-C: the batch being written is finished, the rest is left for the next run. */
  signal: AbortSignal;
  /** Where the progress bar is drawn; none when it is not a terminal. */
  progress?: NodeJS.WriteStream;
}

/** Imports with a progress bar and prints a table of counts. @throws Error as importReleases does. */
export async function runImport(options: RunImportOptions): Promise<ImportResult> {
  const { target, databaseUrl, redisUrl = null, hostsAllowed = [], log, signal, progress = process.stderr } = options;
  const bar = startProgress(progress, '{releases} releases | {perSecond}/s', { releases: 0, perSecond: 0 });
  const startedAt = performance.now();
  const usesWeb = options.followsLinks === true || /^https?:/iu.test(target);
  try {
    const result = await withPool({ databaseUrl, redisUrl, name: 'hub:import' }, (pool) => {
      const importing = {
        target,
        pool,
        source: options.source,
        signal,
        onProgress({ bytesDone, bytesTotal, counts }: ImportProgress) {
          const facts = { releases: releasesSeen(counts), perSecond: rate(counts, startedAt) };
          bar.update(bytesDone, bytesTotal, facts);
        },
      };
      if (!usesWeb) return importReleases(importing);
      return withWeb({ pool, hostsAllowed, signal }, async (web) => {
        await web.fetchDueExtensions();
        return importReleases({ ...importing, web });
      });
    });
    bar.stop();
    log(importTable(result, startedAt));
    return result;
  } finally {
    bar.stop();
  }
}

function rate(counts: ImportCounts, startedAt: number): number {
  return Math.round(releasesSeen(counts) / Math.max((performance.now() - startedAt) / 1_000, 0.001));
}

const headline: Record<ImportResult['status'], string> = {
  SUCCEEDED: 'Import complete.',
  STOPPED: 'Import stopped. What was written stays; run the same command again to go on.',
  FAILED: 'Import failed.',
};

function importTable({ status, counts, error }: ImportResult, startedAt: number): string {
  const table = countsTable([
    ['files imported', counts.filesRead, ''],
    ...[...counts.filesSkipped].map(
      ([reason, files]) => ['files passed over', files.length, `${reason}\n${files.join('\n')}`] as const,
    ),
    ...[...counts.filesDecoded].map(
      ([encoding, files]) => ['files not in UTF-8', files.length, `read as ${encoding}\n${files.join('\n')}`] as const,
    ),
    ...[...counts.filesCutShort].map(([file, reason]) => ['file read in part', 1, `${file}: ${reason}`] as const),
    ['releases new', counts.releasesNew, ''],
    ['releases edited silently', counts.releasesChanged, 'same id and date, other content'],
    ['releases unchanged', counts.releasesUnchanged, ''],
    ['tenders new', counts.tendersNew, ''],
    ['tenders updated', counts.tendersUpdated, ''],
    ...[...counts.quarantined].map(([reason, count]) => ['releases set aside', count, reason] as const),
    ...(counts.publishersRefused === 0
      ? []
      : [['publishers without a source', counts.publishersRefused, publishersRefusedBecause] as const]),
  ]);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  const first = error === null ? headline[status] : `${headline[status]} ${error}`;
  return `${first} ${releasesSeen(counts)} releases in ${seconds} s (${rate(counts, startedAt)}/s)\n${table}`;
}
