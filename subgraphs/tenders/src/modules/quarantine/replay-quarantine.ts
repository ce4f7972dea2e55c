import type { BulkPool } from '@hub/runtime/database';
import { addTo, countsAsJson, emptyCounts, type ImportCounts } from '../imports/import-counts.js';
import { importBatch, type Batch, type BatchContext } from '../imports/import-batch.service.js';
import { createImportMemory } from '../imports/import-memory.js';
import type { ImportWeb } from '../imports/web/import-web.js';
import { prepareRelease } from '../imports/prepare-release.js';
import { finishRun, openSourceLookup, startRun, type RunStatus } from '../imports/write/source.repository.js';
import { withClient } from '../../bulk/index.js';
import { takeApart, type FoundItem, isObject, parseJson, quarantineReasons } from '../../ocds/index.js';
import {
  findOpenRows,
  findOpenSources,
  hasSource,
  recountSoon,
  settleRow,
  type OpenPage,
  type OpenRow,
  type OpenRows,
  type OpenSource,
} from './replay.repository.js';

/** Which releases set aside are to be tried again. */
export interface ReplayOptions extends OpenRows {
  /** Connects as svc_importer. At least two connections. */
  readonly pool: BulkPool;
  /** Fetches what releases name and do not hold. */
  readonly web: ImportWeb;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ReplayProgress) => void;
}

export interface ReplayProgress {
  readonly rowsDone: number;
  readonly rowsTotal: number;
  readonly counts: ReplayCounts;
}

/** What a replay did, beside what the import of the releases counts. */
export interface ReplayCounts {
  readonly imported: ImportCounts;
  tried: number;
  resolved: number;
  /** Reason to rows that stay open with it. */
  readonly open: Map<string, number>;
}

export interface ReplayResult {
  readonly runId: string;
  readonly status: RunStatus;
  readonly counts: ReplayCounts;
}

/**
 * Takes releases that were set aside through the importer again. Those that pass now become releases, and their row says
 * when; the others stay, with their newest reason. A batch and what became of its rows is one transaction, so a crash
 * anywhere and a second replay lose and double nothing.
 *
 * @throws Error when there is no such source or reason; when the database is lost, and the run is recorded as failed.
 */
export async function replayQuarantine(options: ReplayOptions): Promise<ReplayResult> {
  const { pool, signal, source, reason } = options;
  const counts: ReplayCounts = { imported: emptyCounts(), tried: 0, resolved: 0, open: new Map() };
  if (reason !== null && !quarantineReasons.some((known) => known === reason))
    throw new Error(`There is no reason ${reason}. Reasons are ${quarantineReasons.join(', ')}.`);
  const open = await withClient(pool, async (client) => {
    if (source !== null && !(await hasSource(client, source))) throw new Error(`There is no source ${source}.`);
    return findOpenSources(client, options);
  });
  const target = reason === null ? 'replay' : `replay of ${reason}`;
  const runId = await withClient(pool, (client) =>
    startRun(client, { target, sourceId: source === null ? null : (open[0]?.id ?? null) }),
  );
  const finish = async (status: RunStatus, error: string | null): Promise<ReplayResult> => {
    const { imported, tried, resolved } = counts;
    const json = { ...countsAsJson(imported), tried, resolved, open: Object.fromEntries(counts.open) };
    await withClient(pool, async (client) => {
      // No source is named: that old releases were tried again says nothing about how a source is doing.
      await finishRun(client, { id: runId, status, counts: json, error, sourceIds: [] });
      await recountSoon(
        client,
        open.map(({ id }) => id),
      );
    });
    return { runId, status, counts };
  };
  try {
    const rowsTotal = open.reduce((sum, { count }) => sum + count, 0);
    for (const from of open) {
      if (!signal.aborted) await replaySource(from, { ...options, counts, rowsTotal });
    }
    return await finish(signal.aborted ? 'STOPPED' : 'SUCCEEDED', null);
  } catch (error) {
    if (signal.aborted) return await finish('STOPPED', null);
    await finish('FAILED', error instanceof Error ? error.message : String(error)).catch(() => undefined);
    throw error;
  }
}

type ReplayContext = ReplayOptions & { readonly counts: ReplayCounts; readonly rowsTotal: number };

async function replaySource(from: OpenSource, context: ReplayContext): Promise<void> {
  const { pool, reason, web, counts, rowsTotal, signal } = context;
  // Files that named no source go by the prefix of each ocid, as they did when they were imported.
  const name = from.name === 'files' ? null : from.name;
  const sources = await withClient(pool, (client) => openSourceLookup(client, name));
  const importing: BatchContext = { pool, sources, counts: counts.imported, memory: createImportMemory() };
  let after: string | null = null;
  while (!signal.aborted) {
    const page: OpenPage = { sourceId: from.id, reason, after };
    const rows: OpenRow[] = await withClient(pool, (client) => findOpenRows(client, page));
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    await replayRows(rows, { importing, web, counts });
    context.onProgress?.({ rowsDone: counts.tried, rowsTotal, counts });
  }
}

interface Replaying {
  readonly importing: BatchContext;
  readonly web: ImportWeb;
  readonly counts: ReplayCounts;
}

async function replayRows(rows: readonly OpenRow[], replaying: Replaying): Promise<void> {
  const { importing, web, counts } = replaying;
  const batch: Batch = { releases: [], refused: [] };
  const several: { row: OpenRow; items: FoundItem[] }[] = [];
  for (const row of rows) {
    const items: FoundItem[] = [];
    for (const item of itemsOf(row)) items.push(...(await web.complete(item)));
    const [only] = items;
    if (items.length !== 1 || only?.bytes !== row.raw) {
      several.push({ row, items });
      continue;
    }
    const prepared = { ...prepareRelease(only, row.origin), quarantineId: row.id };
    if (prepared.kind === 'release') batch.releases.push(prepared);
    else batch.refused.push(prepared);
  }
  const refusedBefore = refusedIn(importing.counts);
  await importBatch(batch, importing);
  const refusedByDatabase = refusedIn(importing.counts) - refusedBefore;
  counts.tried += rows.length - several.length;
  counts.resolved += batch.releases.length - refusedByDatabase;
  for (const { reason } of batch.refused) addTo(counts.open, reason);
  if (refusedByDatabase > 0) addTo(counts.open, 'REFUSED_BY_DATABASE', refusedByDatabase);
  for (const { row, items } of several) await replaySeveral(row, items, replaying);
}

function refusedIn({ quarantined }: ImportCounts): number {
  return quarantined.get('REFUSED_BY_DATABASE') ?? 0;
}

/** A row that holds a record or a package: its releases are written first, and what became of the row last. */
async function replaySeveral(row: OpenRow, items: readonly FoundItem[], replaying: Replaying): Promise<void> {
  const { importing, counts } = replaying;
  const prepared = items.map((item) => prepareRelease(item, row.origin));
  const releases = prepared.filter((entry) => entry.kind === 'release');
  const refused = prepared.filter((entry) => entry.kind === 'refused');
  const own = refused.find(({ raw }) => raw.equals(row.raw)) ?? null;
  await importBatch({ releases, refused: refused.filter((entry) => entry !== own) }, importing);
  const nothing = { reason: 'MISSING_OCID', detail: 'There is no release in it.' };
  const problem = own ?? (prepared.length === 0 ? nothing : null);
  await withClient(importing.pool, (client) => settleRow(client, { id: row.id, problem }));
  counts.tried += 1;
  if (problem === null) counts.resolved += 1;
  else addTo(counts.open, problem.reason);
}

function itemsOf({ raw, facts }: OpenRow): FoundItem[] {
  try {
    const value = parseJson(raw);
    const holdsReleases = isObject(value) && ['releases', 'records'].some((key) => Array.isArray(value[key]));
    if (!holdsReleases) return [{ kind: 'release', value, bytes: raw, facts }];
  } catch {
    // Taking it apart says why.
  }
  return takeApart(raw, facts).filter((item) => item.kind !== 'other');
}
