import { markStaleInBulk } from '@hub/runtime/staleness';
import { copyRows, type SqlClient } from '../../bulk/index.js';
import { tagsOfChange } from '../../tender-tags.js';
import { compileTouched } from './compile-touched.js';
import type { ImportMemory } from './import-memory.js';
import { lookUpOrganisations } from './organisations/organisation-lookup.js';
import { settleSuppliers } from './organisations/organisation-suppliers.js';
import type { BatchPlan } from './plan-batch.js';
import { recordChanges } from './write/change.repository.js';
import { markRevisions, releaseRows } from './write/release.repository.js';
import type { SourceLookup } from './write/source.repository.js';
import { readTender, searchTexts, type OrganisationIds } from './write/tender-rows.js';
import {
  queueRescoring,
  queueSummaries,
  rewriteTenders,
  tablesOf,
  writeVersions,
} from './write/tender-write.repository.js';

/** What a transaction has written, to be counted and remembered once it is committed. */
export interface Written {
  plan: BatchPlan;
  tendersNew: number;
  tendersUpdated: number;
  buyers: OrganisationIds;
  suppliers: OrganisationIds;
}

/** What is known of sources and organisations on the way. */
export interface WriteContext {
  sources: SourceLookup;
  memory: ImportMemory;
}

interface TouchedToWrite {
  plan: BatchPlan;
  /** Processes that are stored already. */
  existing: string[];
  /** All parts are written anew, whatever is known of those that are stored. */
  isForced?: boolean;
}

/** Writes processes that a batch has touched, with everything that follows from them, in the transaction of the batch. */
export async function writeTouched(
  client: SqlClient,
  { plan, existing, isForced = false }: TouchedToWrite,
  { sources, memory }: WriteContext,
): Promise<Written> {
  const releases = releaseRows(plan.releases);
  // Processes that exist are read back as a whole; otherwise releases travel with their tenders.
  if (existing.length > 0) await copyRows(client, [releases]);
  await markRevisions(client, plan.marks);
  const compiled = await compileTouched(client, { plan, existing, sources });
  const { rewritten } = compiled;
  const { versions, tenders } = await recordChanges(client, compiled);
  const texts = Iterator.from(tenders).map(({ state }) => searchTexts(state));
  const vectors = await memory.stems.vectorsOf(client, texts);
  const organisations = await lookUpOrganisations(client, { tenders, rewritten, sourceName: sources.nameOf }, memory);
  const read = tenders.map((tender, index) =>
    readTender(tender, {
      words: vectors[index] ?? new Map(),
      suppliers: organisations.suppliers,
      hashesBefore: isForced ? null : (compiled.hashesBefore.get(tender.tenderId) ?? null),
    }),
  );
  const toWrite = { tenders: read, rewritten };
  await rewriteTenders(client, toWrite, organisations.buyers);
  const tables = [...organisations.supplierTables, ...tablesOf(toWrite, organisations.buyers)];
  await copyRows(client, existing.length > 0 ? tables : [releases, ...tables]);
  await settleSuppliers(client, organisations);
  await writeVersions(client, versions);
  await queueSummaries(
    client,
    tenders.map(({ tenderId }) => tenderId),
  );
  await queueRescoring(client, rewritten);
  await markStaleInBulk(client, tagsOfChange(rewritten));
  return { plan, tendersNew: tenders.length - rewritten.length, tendersUpdated: rewritten.length, ...organisations };
}
