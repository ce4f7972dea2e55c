import type { BulkPool } from '@hub/runtime/database';
import { createBatchWriter } from './batch-writer.js';
import { countsAsJson, emptyCounts, importFailures, outcomeOf, type ImportCounts } from './import-counts.js';
import { importFile } from './import-file.js';
import { createImportMemory, type ImportMemory } from './import-memory.js';
import type { ImportWeb } from './web/import-web.js';
import { listInputs } from './list-inputs.js';
import { finishRun, openSourceLookup, startRun, type RunStatus, type SourceLookup } from './write/source.repository.js';
import { withClient } from '../../bulk/index.js';

/** What to import, and into which database. */
export interface ImportOptions {
  /** A file, a folder or an http(s) address. */
  target: string;
  /** Connects as svc_importer. At least two connections. */
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
  /** Why it is no success; null for one, and for one that was stopped. */
  error: string | null;
}

/**
 * Imports every release found at the target: keeps it as published, compiles its tender, and sets aside what cannot
 * be imported. Each batch is one transaction, so stopping or crashing anywhere and importing again neither loses nor
 * doubles anything, and importing the same again changes nothing. One that finds no release, or sets all of them aside,
 * has failed.
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
    return { runId, status, counts, error };
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
    if (signal.aborted) return await finish('STOPPED', null);
    const failure = importFailures[outcomeOf(counts)];
    return await finish(failure === null ? 'SUCCEEDED' : 'FAILED', failure);
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
