import { SingleBar } from 'cli-progress';
import Table from 'cli-table3';
import pg from 'pg';
import { releasesSeen, type ImportCounts } from '../modules/imports/import-counts.js';
import { importReleases, type ImportResult } from '../modules/imports/import-releases.js';

/** What `npm run hub -- import` needs. */
export interface RunImportOptions {
  /** A file, a folder or an http(s) address. */
  target: string;
  /** URL that signs in as svc_tenders or svc_worker. */
  databaseUrl: string;
  /** Name of the source; null to go by the prefix of each ocid. */
  source: string | null;
  log: (line: string) => void;
  /** Aborted by Ctrl-C: the batch being written is finished, the rest is left for the next run. */
  signal: AbortSignal;
  /** Where the progress bar is drawn; none when it is not a terminal. */
  progress?: NodeJS.WriteStream;
}

/** Imports with a progress bar and prints a table of counts. @throws Error as importReleases does. */
export async function runImport(options: RunImportOptions): Promise<ImportResult> {
  const { target, databaseUrl, source, log, signal, progress = process.stderr } = options;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, application_name: 'hub:import' });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const bar = progress.isTTY ? progressBar(progress) : null;
  const startedAt = performance.now();
  try {
    const result = await importReleases({
      target,
      pool,
      source,
      signal,
      onProgress({ bytesDone, bytesTotal, counts }) {
        bar?.setTotal(Math.max(bytesTotal, 1));
        bar?.update(bytesDone, { releases: releasesSeen(counts), perSecond: rate(counts, startedAt) });
      },
    });
    bar?.stop();
    log(importTable(result, startedAt));
    return result;
  } finally {
    bar?.stop();
    await pool.end();
  }
}

function progressBar(stream: NodeJS.WriteStream): SingleBar {
  const format = '{bar} {percentage}% | {releases} releases | {perSecond}/s | {duration_formatted}';
  const bar = new SingleBar({ format, stream, hideCursor: true, clearOnComplete: true, stopOnComplete: false });
  bar.start(1, 0, { releases: 0, perSecond: 0 });
  return bar;
}

function rate(counts: ImportCounts, startedAt: number): number {
  return Math.round(releasesSeen(counts) / Math.max((performance.now() - startedAt) / 1_000, 0.001));
}

const headline: Record<ImportResult['status'], string> = {
  SUCCEEDED: 'Import complete.',
  STOPPED: 'Import stopped. What was written stays; run the same command again to go on.',
  FAILED: 'Import failed.',
};

function importTable({ status, counts }: ImportResult, startedAt: number): string {
  const table = new Table({
    head: ['what', 'count', 'which'],
    colWidths: [34, 10, 80],
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: { head: [], border: [] },
  });
  table.push(['files imported', counts.filesRead, '']);
  for (const [reason, files] of counts.filesSkipped)
    table.push(['files passed over', files.length, `${reason}\n${files.join('\n')}`]);
  for (const [file, reason] of counts.filesCutShort) table.push(['file read in part', 1, `${file}: ${reason}`]);
  table.push(
    ['releases new', counts.releasesNew, ''],
    ['releases edited silently', counts.releasesChanged, 'same id and date, other content'],
    ['releases unchanged', counts.releasesUnchanged, ''],
    ['tenders new', counts.tendersNew, ''],
    ['tenders updated', counts.tendersUpdated, ''],
  );
  for (const [reason, count] of counts.quarantined) table.push(['releases set aside', count, reason]);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  return `${headline[status]} ${releasesSeen(counts)} releases in ${seconds} s (${rate(counts, startedAt)}/s)\n${table.toString()}`;
}
