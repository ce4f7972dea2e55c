import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Export } from '@hub/prisma/client';
import { isHubError, isOutage } from '@hub/runtime/errors';
import { exportFinished, recordEvent } from '@hub/runtime/events';
import { enqueue } from '@hub/runtime/jobs';
import { exportFiles, type FileStore, type StoredFile } from '@hub/runtime/files';
import type { RequestScope } from '@hub/runtime/service';
import { z } from 'zod';
import { requestOf } from '../../saved-searches/stored-search.js';
import { writeExportAddress } from '../jobs/addresses.js';
import type { RepairCounts } from '../../../ocds/index.js';
import { fileOfRun } from './export-files.js';
import { releaseLines, tableLines, TooManyRowsError, type ExportWalk } from './export-lines.js';
import { exportOrder } from './export-rows.repository.js';
import * as exportRows from './export.repository.js';

/**
 * A run that has not moved for so long is dead, and another takes over: whoever waits for the file of a worker that died
 * has it within a minute, also when the next worker dies as well. A living run moves with every few hundred tenders; one that is overtaken does no harm.
 */
const leaseMs = 20_000;
/** Of the export's own making: that a store was away, or that a worker was ended, says nothing about an export. */
const failuresMax = 5;
/** However it was cut off. An export that never comes to an end may be what ends its workers. */
const runsMax = 20;

/** What a run works with. */
export interface WriteScope extends Pick<RequestScope, 'database' | 'now' | 'logger'> {
  readonly store: FileStore;
}

/** The export was cancelled, or another run has taken over. */
class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

/**
 * Writes the file of an export. It may be cut off anywhere and run again: a run begins from the start, writes a file of
 * its own, and the export is done only when that file is whole. A later run looks after one that died.
 */
export async function writeExport(scope: WriteScope, exportId: string): Promise<void> {
  const run = await claim(scope, exportId);
  if (run === null) return;
  await removeEarlierFiles(scope, run);
  if (run.attempt > runsMax) return fail(scope, run, 'INTERNAL');
  try {
    await finish(scope, run, await write(scope, run));
  } catch (error) {
    await giveUpRun(scope, run, error);
  }
}

/** Ends a run that did not get to its end. @throws what it failed with, when it is to be tried again. */
async function giveUpRun(scope: WriteScope, run: Export, error: unknown): Promise<void> {
  // The export may be done, and this its file. If it is not, the next run removes it.
  if (isHubError(error, 'OUTCOME_UNKNOWN')) throw error;
  await scope.store.remove(fileOfRun(run));
  if (error instanceof OvertakenError) return;
  if (error instanceof TooManyRowsError) return fail(scope, run, 'TOO_MANY_ROWS');
  const failures = run.failures + (isOutage(error) ? 0 : 1);
  if (failures >= failuresMax) {
    scope.logger.error({ err: error, exportId: run.id }, 'An export failed for the last time.');
    return fail(scope, run, 'INTERNAL');
  }
  await end(scope, run, { status: 'QUEUED', failures });
  throw error;
}

// The run is taken and its successor queued in one transaction, so that a run that dies is always followed by another.
async function claim({ database, now }: WriteScope, id: string): Promise<Export | null> {
  const leaseUntil = new Date(now().getTime() + leaseMs);
  return database.write(async (tx) => {
    const run = await exportRows.claimExport(tx, { id, now: now(), leaseUntil });
    const current = run ?? (await exportRows.findExport(tx, id));
    if (current?.status === 'RUNNING' && current.leaseUntil !== null) {
      const runAt = new Date(current.leaseUntil.getTime() + 1_000);
      // A key for each run: a watch that takes over must not replace itself, or it has no second try.
      const key = `watch:${id}:${current.attempt}`;
      await enqueue(tx, writeExportAddress, { exportId: id }, { key, runAt, lane: 'schedule' });
    }
    return run;
  });
}

async function removeEarlierFiles({ store }: WriteScope, run: Export): Promise<void> {
  for (let attempt = 1; attempt < run.attempt; attempt += 1) await store.remove(fileOfRun({ ...run, attempt }));
}

interface Written {
  readonly file: StoredFile;
  readonly rowCount: number;
  readonly repairs: RepairCounts;
}

const storedQuery = z.object({ search: z.string().nullable(), filter: z.unknown() });

async function write(scope: WriteScope, run: Export): Promise<Written> {
  const { database, now, store } = scope;
  const checked = requestOf({ ...storedQuery.parse(run.query), orderBy: exportOrder });
  if ('problem' in checked) throw new Error(checked.problem);
  const repairs: RepairCounts = new Map();
  let written = 0;
  const walk: ExportWalk = {
    search: { request: checked.request, at: now() },
    rowsMax: run.rowsMax,
    repairs,
    onProgress: async (rowCount) => {
      written = rowCount;
      const leaseUntil = new Date(now().getTime() + leaseMs);
      const isMine = await database.write((tx) => exportRows.noteProgress(tx, run, { rowCount, leaseUntil }));
      if (!isMine) throw new OvertakenError('The export was cancelled, or another run has taken over.');
    },
  };
  const content = run.format === 'CSV' ? bytesOf(tableLines(scope, walk)) : gzipped(bytesOf(releaseLines(scope, walk)));
  const file = await store.put(fileOfRun(run), content);
  return { file, rowCount: written, repairs };
}

async function* bytesOf(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const text of lines) yield Buffer.from(text);
}

function gzipped(content: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const gzip = createGzip();
  // What goes wrong on the way in comes out of the other end, where somebody waits for it.
  pipeline(Readable.from(content), gzip).catch((error: unknown) =>
    gzip.destroy(error instanceof Error ? error : new Error('The content ended early.')),
  );
  return gzip;
}

async function finish(scope: WriteScope, run: Export, { file, rowCount, repairs }: Written): Promise<void> {
  const finishedAt = scope.now();
  const isMine = await end(scope, run, {
    status: 'DONE',
    rowCount,
    repairs: Object.fromEntries(repairs),
    fileName: fileOfRun(run).name,
    byteSize: file.byteSize,
    sha256: new Uint8Array(file.sha256),
    finishedAt,
    expiresAt: new Date(finishedAt.getTime() + exportFiles.keptMs),
  });
  if (!isMine) throw new OvertakenError('The export was cancelled while its last bytes were written.');
}

async function fail(scope: WriteScope, run: Export, failure: 'TOO_MANY_ROWS' | 'INTERNAL'): Promise<void> {
  await end(scope, run, { status: 'FAILED', failure, finishedAt: scope.now() });
}

/** Ends a run, and records it where the export has ended with it. False when it is not its turn any more. */
function end({ database }: WriteScope, run: Export, how: exportRows.ExportEnd): Promise<boolean> {
  return database.write(async (tx) => {
    const isMine = await exportRows.endRun(tx, run, how);
    const { status } = how;
    if (isMine && status !== 'QUEUED') await recordEvent(tx, exportFinished, { subjectId: run.id, body: { status } });
    return isMine;
  });
}
