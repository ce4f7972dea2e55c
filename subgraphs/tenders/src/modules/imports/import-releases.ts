import type { BulkPool } from '@hub/runtime/database';
import { readReleases, skipReasonOf } from '../../ocds/index.js';
import { createBatchWriter, type BatchWriter } from './batch-writer.js';
import { countsAsJson, emptyCounts, type ImportCounts } from './import-counts.js';
import { createImportMemory, type ImportMemory } from './import-memory.js';
import type { ImportWeb } from './web/import-web.js';
import { listInputs, type InputFile } from './list-inputs.js';
import { finishRun, openSourceLookup, startRun, type RunStatus, type SourceLookup } from './write/source.repository.js';
import { withClient } from '../../bulk/index.js';

/** What to import, and into which database. */
export interface ImportOptions {
  /** A file, a folder or an http(s) address. */
  target: string;
  /** Connects as svc_tenders or svc_worker. At least two connections. */
  pool: BulkPool;
  /** Source to which all releases belong; null to go by the prefix of each ocid. */
  source: string | null;
  /** What may be fetched beside the target; null for nothing. */
  web?: ImportWeb | null;
  signal: AbortSignal;
  onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  bytesDone: number;
  bytesTotal: number;
  file: string;
  counts: ImportCounts;
}

export interface ImportResult {
  runId: string;
  status: RunStatus;
  counts: ImportCounts;
}

/**
 * Imports every release found at the target: keeps it as published, compiles its tender, and sets aside what cannot
 * be imported. Each batch is one transaction, so stopping or crashing anywhere and importing again neither loses nor
 * doubles anything, and importing the same again changes nothing.
 *
 * @throws Error when the target cannot be read or the database is lost; the run is then recorded as failed.
 */
export async function importReleases({
  target,
  pool,
  source,
  web = null,
  signal,
  onProgress,
}: ImportOptions): Promise<ImportResult> {
  const counts = emptyCounts();
  const { sources, runId } = await withClient(pool, async (client) => {
    const sources = await openSourceLookup(client, source);
    return {
      sources,
      runId: await startRun(client, { target, sourceId: source === null ? null : sources.defaultId }),
    };
  });
  const sourceIds = new Set<string>();
  const finish = async (status: RunStatus, error: string | null): Promise<ImportResult> => {
    const run = { id: runId, status, counts: countsAsJson(counts), error, sourceIds: [...sourceIds] };
    await withClient(pool, (client) => finishRun(client, run));
    return { runId, status, counts };
  };
  try {
    await importFiles({
      target,
      pool,
      sources,
      counts,
      memory: createImportMemory(),
      web,
      signal,
      sourceIds,
      onProgress: onProgress ?? (() => undefined),
    });
    return await finish(signal.aborted ? 'STOPPED' : 'SUCCEEDED', null);
  } catch (error) {
    if (signal.aborted) return await finish('STOPPED', null);
    await finish('FAILED', error instanceof Error ? error.message : String(error)).catch(() => undefined);
    throw error;
  }
}

interface ImportContext {
  target: string;
  pool: BulkPool;
  sources: SourceLookup;
  counts: ImportCounts;
  memory: ImportMemory;
  web: ImportWeb | null;
  signal: AbortSignal;
  sourceIds: Set<string>;
  onProgress: (progress: ImportProgress) => void;
}

async function importFiles(context: ImportContext): Promise<void> {
  const inputs = await listInputs(context.target, context.signal);
  const writer = createBatchWriter(context);
  const bytesTotal = inputs.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let bytesDone = 0;
  try {
    for (const file of inputs.files) {
      if (context.signal.aborted) break;
      const report = (share: number): void =>
        context.onProgress({ bytesDone: bytesDone + share, bytesTotal, file: file.name, counts: context.counts });
      await importFile(file, writer, { ...context, report });
      bytesDone += file.sizeBytes;
      report(0);
    }
    if (!context.signal.aborted) await writer.flush();
  } finally {
    await writer.settled();
    await inputs.close();
  }
}

async function importFile(
  file: InputFile,
  writer: BatchWriter,
  context: ImportContext & { report: (bytes: number) => void },
): Promise<void> {
  const { counts, web, signal, report } = context;
  let releases = 0;
  let others: Buffer[] = [];
  let othersSeen = 0;
  let bytes = 0;
  const reading = readReleases(file);
  let step = await reading.next();
  for (; step.done !== true; step = await reading.next()) {
    for (const item of step.value) {
      bytes += item.kind === 'other' ? 0 : item.kind === 'release' ? item.bytes.length : 0;
      if (item.kind === 'other') {
        othersSeen += 1;
        if (others.length < 1_000) others.push(item.bytes);
        continue;
      }
      releases += 1;
      for (const found of web === null ? [item] : await web.complete(item)) await writer.add(found, file.name);
    }
    // Among releases, an object that is none was meant to be one.
    if (releases > 0) {
      for (const raw of others) await writer.refuse(raw, file.name);
      others = [];
    }
    report(Math.min(bytes, file.sizeBytes));
    if (signal.aborted) {
      await reading.return(null);
      return;
    }
  }
  if (releases > 0) {
    counts.filesRead += 1;
    if (step.value !== null) counts.filesCutShort.set(file.name, step.value);
    return;
  }
  const reason = skipReasonOf({
    name: file.name,
    sizeBytes: file.sizeBytes,
    other: others[0] ?? null,
    others: othersSeen,
    end: step.value,
  });
  counts.filesSkipped.set(reason, [...(counts.filesSkipped.get(reason) ?? []), file.name]);
}
