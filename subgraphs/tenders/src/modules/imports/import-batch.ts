import type { Pool } from 'pg';
import { compileTouched } from './compile-touched.js';
import { copyRows } from './copy-rows.js';
import { addTo, type ImportCounts } from './import-counts.js';
import { remember, type ImportMemory } from './import-memory.js';
import { organisationBooks } from './organisation-books.js';
import { planBatch, type BatchPlan } from './plan-batch.js';
import { refused, type PreparedRelease, type RefusedRelease } from './prepare-release.js';
import { findReleases, insertQuarantined, lockProcesses, markRevisions, releaseRows } from './release.repository.js';
import type { SourceBook } from './source.repository.js';
import { searchTexts, type OrganisationIds } from './tender-rows.js';
import { rewriteTenders, tablesOf, writeVersions } from './tender-write.repository.js';
import { inTransaction, type SqlClient } from './with-client.js';

/** What one transaction writes. */
export interface Batch {
  releases: PreparedRelease[];
  refused: RefusedRelease[];
}

interface BatchContext {
  pool: Pool;
  sources: SourceBook;
  counts: ImportCounts;
  memory: ImportMemory;
}

const attemptsMax = 5;
// Deadlock, serialisation failure, lock timeout: another import was faster, and trying again helps.
const passingCodes = new Set(['40P01', '40001', '55P03']);

/**
 * Writes a batch in one transaction: all of it or nothing. A release that the database refuses is set aside and the
 * rest is written; losing the database fails the batch.
 */
export async function importBatch(batch: Batch, context: BatchContext): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writeBatch(batch, context);
      return;
    } catch (error) {
      const code = codeOf(error);
      if (passingCodes.has(code) && attempt < attemptsMax) continue;
      if (!isRefusal(code) || batch.releases.length === 0) throw error;
      await importParts(batch, context, error);
      return;
    }
  }
}

// Halves the batch until the release that cannot be written stands alone.
async function importParts(batch: Batch, context: BatchContext, cause: unknown): Promise<void> {
  const [only] = batch.releases;
  if (batch.releases.length === 1 && only !== undefined) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    const { ocid, releaseId, raw, origin } = only;
    const aside = refused({ reason: 'REFUSED_BY_DATABASE', detail, ocid, releaseId, raw, origin });
    await importBatch({ releases: [], refused: [...batch.refused, aside] }, context);
    return;
  }
  const middle = Math.ceil(batch.releases.length / 2);
  await importBatch({ releases: batch.releases.slice(0, middle), refused: batch.refused }, context);
  await importBatch({ releases: batch.releases.slice(middle), refused: [] }, context);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

// Classes of errors that speak of the data: bad values, broken constraints, limits of a type.
function isRefusal(code: string): boolean {
  return /^(?:22|23|54)/u.test(code);
}

// The limits that suit a request do not suit a bulk write.
const bulkLimits = `set local statement_timeout = '5min'; set local lock_timeout = '1min'; set local idle_in_transaction_session_timeout = '5min'`;

async function writeBatch(batch: Batch, { pool, sources, counts, memory }: BatchContext): Promise<void> {
  const { written, quarantinedNew } = await inTransaction(pool, bulkLimits, async (client) => ({
    written: await writeReleases(client, batch.releases, { sources, memory }),
    quarantinedNew: await insertQuarantined(client, batch.refused, (ocid) =>
      ocid === null ? sources.defaultId : sources.idFor(ocid),
    ),
  }));
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

interface Written {
  plan: BatchPlan;
  tendersNew: number;
  tendersUpdated: number;
  buyers: OrganisationIds;
  suppliers: OrganisationIds;
}

type WriteContext = Pick<BatchContext, 'sources' | 'memory'>;

async function writeReleases(
  client: SqlClient,
  incoming: readonly PreparedRelease[],
  { sources, memory }: WriteContext,
): Promise<Written> {
  const ocids = [...new Set(incoming.map(({ ocid }) => ocid))];
  await lockProcesses(client, ocids);
  const stored = await findReleases(client, ocids);
  const plan = planBatch(incoming, stored, (ocid) => sources.idFor(ocid));
  if (plan.touched.size === 0)
    return { plan, tendersNew: 0, tendersUpdated: 0, buyers: new Map(), suppliers: new Map() };
  const existing = [...new Set(stored.map(({ ocid }) => ocid))].filter((ocid) => plan.touched.has(ocid));
  const releases = releaseRows(plan.releases);
  // Processes that exist are read back as a whole; otherwise releases travel with their tenders.
  if (existing.length > 0) await copyRows(client, [releases]);
  await markRevisions(client, plan.marks);
  const { versions, ...compiled } = await compileTouched(client, { plan, existing, sources });
  const { tenders, rewritten } = compiled;
  const texts = Iterator.from(tenders).map(({ state }) => searchTexts(state));
  const vectors = await memory.stems.vectorsOf(client, texts);
  const books = await organisationBooks(client, tenders, memory);
  const toWrite = { tenders, vectors, rewritten };
  await rewriteTenders(client, toWrite, books.buyers);
  const tables = tablesOf(toWrite, books);
  await copyRows(client, existing.length > 0 ? tables : [releases, ...tables]);
  await writeVersions(client, versions);
  return { plan, tendersNew: tenders.length - rewritten.length, tendersUpdated: rewritten.length, ...books };
}
