import type { BulkPool } from '@hub/runtime/database';
import { markStaleInBulk } from '@hub/runtime/staleness';
import { inTransaction, withClient, type SqlClient } from '../../bulk/index.js';
import { cidbKeys, readerVersion, readTenderFacts } from '../../facts/index.js';
import { stateReaderVersion } from '../../ocds/index.js';
import { bulkLimits, recompileBatch } from './import-batch.service.js';
import { createImportMemory } from './import-memory.js';
import {
  countUnread,
  findReadings,
  findTexts,
  findUnread,
  readings,
  writeFacts,
  type Reading,
  type UnreadTender,
} from './write/fact-write.repository.js';
import { lockProcesses } from './write/release.repository.js';
import { queueRescoring } from './write/tender-write.repository.js';
import { openSourceLookup, type SourceLookup } from './write/source.repository.js';
import { tagsOfChange } from '../../tender-tags.js';

/** What to read again, and until when. */
export interface RereadOptions {
  /** Connects as svc_importer. */
  pool: BulkPool;
  /** Aborted, it stops behind a batch; the next run goes on there. */
  signal: AbortSignal;
  onProgress?: (progress: RereadProgress) => void;
  /** Tenders of one transaction. */
  batchSize?: number;
}

export interface RereadProgress {
  tendersRead: number;
  tendersTotal: number;
  /** Tenders of which something else was read than before, by the column. */
  changed: Record<Reading, number>;
}

const versions = { state: stateReaderVersion, facts: readerVersion };

/**
 * Reads every tender again that older readers have read, or none: out of its releases, or, where only the readers of
 * free text are newer, out of its text. Each batch is one transaction, and a tender that was read is not found again, so
 * a run that was stopped or killed is finished by the next.
 *
 * @throws Error when the database is lost.
 */
export async function rereadFacts(options: RereadOptions): Promise<RereadProgress> {
  const { pool, signal, onProgress, batchSize = 500 } = options;
  const tendersTotal = await withClient(pool, (client) => countUnread(client, versions));
  const sources = await inTransaction(pool, bulkLimits, (client) => openSourceLookup(client, null));
  const progress: RereadProgress = {
    tendersRead: 0,
    tendersTotal,
    changed: { lifecycle: 0, closing_at: 0, published_at: 0, value_amount: 0, value_currency: 0 },
  };
  const memory = createImportMemory();
  let after: string | null = null;
  while (!signal.aborted) {
    const found = await findPage(pool, { after, limit: batchSize });
    if (found.length === 0) break;
    await recompile(found, { pool, sources, memory, changed: progress.changed });
    await rereadTexts(pool, found);
    after = found.at(-1)?.id ?? null;
    progress.tendersRead += found.length;
    onProgress?.(progress);
  }
  return progress;
}

function findPage(pool: BulkPool, page: { after: string | null; limit: number }): Promise<UnreadTender[]> {
  return withClient(pool, (client) => findUnread(client, { versions, ...page }));
}

interface RecompileContext {
  readonly pool: BulkPool;
  readonly sources: SourceLookup;
  readonly memory: ReturnType<typeof createImportMemory>;
  readonly changed: Record<Reading, number>;
}

async function recompile(found: readonly UnreadTender[], { changed, ...context }: RecompileContext): Promise<void> {
  const old = found.filter(({ isStateOld }) => isStateOld);
  if (old.length === 0) return;
  const ids = old.map(({ id }) => id);
  const before = await withClient(context.pool, (client) => findReadings(client, ids));
  await recompileBatch(
    old.map(({ ocid }) => ocid),
    context,
  );
  const after = await withClient(context.pool, (client) => findReadings(client, ids));
  for (const id of ids)
    for (const name of readings) if (before.get(id)?.[name] !== after.get(id)?.[name]) changed[name] += 1;
}

/** Texts of tenders whose releases need no reading: that has read their texts as well. */
async function rereadTexts(pool: BulkPool, found: readonly UnreadTender[]): Promise<void> {
  const rest = found.filter(({ isStateOld }) => !isStateOld);
  if (rest.length === 0) return;
  await inTransaction(pool, bulkLimits, async (client) => {
    // An import of the same tenders waits, or is waited for: what is written must be of the text that stays.
    await lockProcesses(
      client,
      rest.map(({ ocid }) => ocid),
    );
    await writeFacts(client, await readTexts(client, rest));
    const ids = rest.map(({ id }) => id);
    await queueRescoring(client, ids);
    await markStaleInBulk(client, tagsOfChange(ids));
  });
}

async function readTexts(client: SqlClient, tenders: readonly UnreadTender[]) {
  const texts = await findTexts(
    client,
    tenders.map(({ id }) => id),
  );
  return texts.map(({ id, ...text }) => {
    const facts = readTenderFacts(text);
    return { tenderId: id, readerVersion, facts, keys: cidbKeys(facts) };
  });
}
