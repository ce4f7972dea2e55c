import type { BulkPool } from '@hub/runtime/database';
import { parseRelease, type JsonObject } from '../../ocds/index.js';
import { inTransaction, type SqlClient } from '../../bulk/index.js';
import { isRefusal, patiently } from './batch-attempts.js';
import { addTo, type ImportCounts } from './import-counts.js';
import { remember, type ImportMemory } from './import-memory.js';
import { contested, planBatch } from './plan-batch.js';
import { refused, type PreparedRelease, type RefusedRelease } from './prepare-release.js';
import { insertQuarantined, settleQuarantined } from './write/quarantine.repository.js';
import { findBytes, findReleases, lockProcesses } from './write/release.repository.js';
import { giveToPublishers, type SourceLookup } from './write/source.repository.js';
import { writeTouched, type WriteContext, type Written } from './write-touched.js';

/** What one transaction writes. */
export interface Batch {
  releases: PreparedRelease[];
  refused: RefusedRelease[];
}

/** Where batches go, and what is known on the way. */
export interface BatchContext {
  pool: BulkPool;
  sources: SourceLookup;
  counts: ImportCounts;
  memory: ImportMemory;
}

/**
 * Writes a batch in one transaction: all of it or nothing. A release that the database refuses is set aside and the
 * rest is written; losing the database fails the batch.
 */
export async function importBatch(batch: Batch, context: BatchContext): Promise<void> {
  // Outside the transaction: what is known of sources must not go with a batch that is rolled back.
  context.counts.publishersRefused += await context.sources.register(context.pool, batch.releases);
  try {
    await patiently(context.memory, () => writeBatch(batch, context));
  } catch (error) {
    if (!isRefusal(error) || batch.releases.length === 0) throw error;
    await importParts(batch, context, error);
  }
}

// Halves the batch until the release that cannot be written stands alone.
async function importParts(batch: Batch, context: BatchContext, cause: unknown): Promise<void> {
  const [only] = batch.releases;
  if (batch.releases.length === 1 && only !== undefined) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    const { ocid, releaseId, raw, facts, origin, quarantineId } = only;
    const aside = {
      ...refused({ reason: 'REFUSED_BY_DATABASE', detail, ocid, releaseId, raw, facts, origin }),
      ...(quarantineId !== undefined && { quarantineId }),
    };
    await importBatch({ releases: [], refused: [...batch.refused, aside] }, context);
    return;
  }
  const middle = Math.ceil(batch.releases.length / 2);
  await importBatch({ releases: batch.releases.slice(0, middle), refused: batch.refused }, context);
  await importBatch({ releases: batch.releases.slice(middle), refused: [] }, context);
}

// The limits that suit a request do not suit a bulk write.
export const bulkLimits = `set local statement_timeout = '5min'; set local lock_timeout = '1min'; set local idle_in_transaction_session_timeout = '5min'`;

async function writeBatch(batch: Batch, { pool, sources, counts, memory }: BatchContext): Promise<void> {
  const { written, quarantinedNew } = await inTransaction(pool, bulkLimits, async (client) => {
    const done = await writeReleases(client, batch.releases, { sources, memory });
    await settleQuarantined(client, batch);
    const fresh = batch.refused.filter(({ quarantineId }) => quarantineId === undefined);
    const added = await insertQuarantined(client, fresh, (release) => sources.idFor(release));
    return { written: done, quarantinedNew: added };
  });
  // Only now: rows of a transaction that was rolled back do not exist.
  remember(memory, written);
  counts.releasesNew += written.plan.releasesNew;
  counts.releasesChanged += written.plan.releasesChanged;
  counts.releasesUnchanged += written.plan.releasesUnchanged;
  counts.tendersNew += written.tendersNew;
  counts.tendersUpdated += written.tendersUpdated;
  counts.quarantinedNew += quarantinedNew;
  for (const { reason } of batch.refused) addTo(counts.quarantined, reason);
}

/**
 * Compiles processes again out of the releases that are stored, in one transaction: for when the rules by which they are
 * merged or read have changed.
 */
export async function recompileBatch(
  ocids: readonly string[],
  { pool, ...context }: Omit<BatchContext, 'counts'>,
): Promise<void> {
  await context.sources.register(
    pool,
    ocids.map((ocid) => ({ ocid, facts: {} })),
  );
  const written = await patiently(context.memory, () =>
    inTransaction(pool, bulkLimits, async (client) => {
      await lockProcesses(client, ocids);
      await giveToPublishers(client, { ocids, sources: context.sources });
      const plan = { ...planBatch([], [], () => context.sources.defaultId), touched: new Set(ocids) };
      return writeTouched(client, { plan, existing: [...ocids], isForced: true }, context);
    }),
  );
  remember(context.memory, written);
}

async function writeReleases(
  client: SqlClient,
  incoming: readonly PreparedRelease[],
  { sources, memory }: WriteContext,
): Promise<Written> {
  const ocids = [...new Set(incoming.map(({ ocid }) => ocid))];
  await lockProcesses(client, ocids);
  const stored = await findReleases(client, ocids);
  const bytes = await findBytes(
    client,
    contested(incoming, stored).map(({ id }) => id),
  );
  const rows = stored.map((row) => ({ ...row, ...withRelease(bytes.get(row.id)) }));
  const plan = planBatch(incoming, rows, (release) => sources.idFor(release));
  if (plan.touched.size === 0)
    return { plan, tendersNew: 0, tendersUpdated: 0, buyers: new Map(), suppliers: new Map() };
  const existing = [...new Set(stored.map(({ ocid }) => ocid))].filter((ocid) => plan.touched.has(ocid));
  return writeTouched(client, { plan, existing }, { sources, memory });
}

function withRelease(raw: Buffer | undefined): { release?: JsonObject } {
  return raw === undefined ? {} : { release: parseRelease(raw) };
}
