import { isHubError, isOutage } from '@hub/runtime/errors';
import {
  auditExportFinished,
  auditFileLines,
  contentOfSeal,
  recordEvent,
  type AuditLine,
  type Sealed,
} from '@hub/runtime/events';
import { exportFiles, type FilePath, type FileStore } from '@hub/runtime/files';
import type { RequestScope } from '@hub/runtime/service';
import * as rows from './audit-export.repository.js';

const linesAtOnce = 1_000;
/** However a run was cut off. */
const runsMax = 8;

/** What a run works with. */
export interface WriteScope extends Pick<RequestScope, 'database' | 'now' | 'logger'> {
  readonly store: FileStore;
}

/** The log is not what was signed any more. */
class LogChangedError extends Error {
  override readonly name = 'LogChangedError';
}

/**
 * Writes a file of the log that ends with the signature that identity has made. It may be cut off anywhere and run again: each run
 * begins from the start with a file of its own, and the export is done only when that file is whole and holds what was signed.
 */
export async function writeAuditExport(scope: WriteScope, exportId: string): Promise<void> {
  const run = await scope.database.write((tx) => rows.claimAuditExport(tx, exportId));
  if (run === null) return;
  for (let attempt = 1; attempt < run.attempt; attempt += 1) await scope.store.remove(fileOf({ ...run, attempt }));
  try {
    await write(scope, run);
  } catch (error) {
    // The export may be done, and this its file. If it is not, the next run removes it.
    if (isHubError(error, 'OUTCOME_UNKNOWN')) throw error;
    await scope.store.remove(fileOf(run));
    if (error instanceof LogChangedError) return void (await fail(scope, run, 'LOG_CHANGED'));
    if (isOutage(error) || run.attempt < runsMax) throw error;
    scope.logger.error({ err: error, exportId }, 'A file of the audit log failed for the last time.');
    await fail(scope, run, 'INTERNAL');
  }
}

async function write(scope: WriteScope, run: rows.AuditRun): Promise<void> {
  const signed = contentOfSeal(run.seal);
  const lines = auditFileLines({
    ...{ teamId: run.teamId, writtenAt: new Date(signed.writtenAt), events: walk(scope, signed) },
    from: { sequence: BigInt(signed.from.sequence), hash: signed.from.hash },
    seal: async (found) => {
      if (JSON.stringify(found) === JSON.stringify(signed)) return run.seal;
      throw new LogChangedError('The log was changed after its file was requested.');
    },
  });
  const path = fileOf(run);
  const { byteSize, sha256 } = await scope.store.put(path, bytesOf(lines));
  const finishedAt = scope.now();
  const isMine = await end(scope, run, {
    ...{ status: 'DONE', fileName: path.name, byteSize: BigInt(byteSize), sha256: new Uint8Array(sha256) },
    ...{ finishedAt, expiresAt: new Date(finishedAt.getTime() + exportFiles.keptMs) },
  });
  if (!isMine) await scope.store.remove(path);
}

async function* walk({ database }: WriteScope, { from, to }: Sealed): AsyncGenerator<AuditLine> {
  let after = from.sequence;
  while (after !== to.sequence) {
    const slice = { after, until: to.sequence, limit: linesAtOnce };
    const lines = await database.read((db) => rows.findAuditLines(db, slice));
    yield* lines;
    const last = lines.at(-1);
    if (last === undefined) return;
    after = last.sequence;
  }
}

async function* bytesOf(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const line of lines) yield Buffer.from(`${line}\n`);
}

function fileOf({ teamId, id, attempt }: Omit<rows.AuditRun, 'seal'>): FilePath {
  return { ownerId: teamId, kind: exportFiles.kind, name: `audit-${id}-${attempt}.jsonl` };
}

function fail(scope: WriteScope, run: rows.AuditRun, failure: 'LOG_CHANGED' | 'INTERNAL'): Promise<boolean> {
  return end(scope, run, { status: 'FAILED', failure, finishedAt: scope.now() });
}

function end({ database }: WriteScope, run: rows.AuditRun, how: rows.AuditExportEnd): Promise<boolean> {
  return database.write(async (tx) => {
    const isMine = await rows.endAuditExport(tx, run, how);
    const { status } = how;
    if (isMine) await recordEvent(tx, auditExportFinished, { subjectId: run.id, body: { status } });
    return isMine;
  });
}
