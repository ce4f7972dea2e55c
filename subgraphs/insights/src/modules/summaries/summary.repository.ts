import { between, noneOf, not, type Stored, type TeamDocuments } from '@hub/runtime/documents';
import { HubError } from '@hub/runtime/errors';
import { migratedModel, summaryKey, tenderSummaries, type SummaryBody } from './summary.collection.js';

/** Summaries by the ids of their tenders; ids without one are absent. */
export async function findSummaries(
  documents: TeamDocuments,
  tenderIds: readonly string[],
): Promise<ReadonlyMap<string, Stored<SummaryBody>>> {
  const found = await documents.public(tenderSummaries).getMany(tenderIds.map(summaryKey));
  return new Map([...found.values()].map((summary) => [summary.tenderId, summary]));
}

/** Summaries in the order of their ids, a page at a time. */
export function findSummaryPage(
  documents: TeamDocuments,
  page: { after: string | null; limit: number },
): Promise<readonly Stored<SummaryBody>[]> {
  return documents.public(tenderSummaries).page(page);
}

/** Stores a summary from elsewhere where there is none; answers whether it did. */
export async function storeMigrated(documents: TeamDocuments, body: SummaryBody): Promise<boolean> {
  try {
    await documents.publish(tenderSummaries).insert(summaryKey(body.tenderId), body);
    return true;
  } catch (error) {
    if (error instanceof HubError && error.code === 'CONFLICT') return false;
    throw error;
  }
}

/** Summaries that another model made, those least to be trusted first; what was taken over from elsewhere stays. */
export function findOlderSummaries(
  documents: TeamDocuments,
  model: string,
  limit: number,
): Promise<readonly Stored<SummaryBody>[]> {
  return documents
    .public(tenderSummaries)
    .find({ model: noneOf([model, migratedModel]) }, { sort: { confidence: 'ascending' }, limit });
}

/** Summaries with a text that this model has not chosen, and that no model was asked for since a moment. */
export async function findUnrefinedSummaries(
  documents: TeamDocuments,
  { model, before, limit }: { readonly model: string; readonly before: Date; readonly limit: number },
): Promise<readonly Stored<SummaryBody>[]> {
  const summaries = documents.public(tenderSummaries);
  const due = { isTitleOnly: false, refinedBy: not(model) };
  const order = { sort: { confidence: 'ascending' }, limit } as const;
  const untried = await summaries.find({ ...due, engineTriedAt: null }, order);
  if (untried.length >= limit) return untried;
  const tried = await summaries.find({ ...due, engineTriedAt: between({ until: before }) }, order);
  return [...untried, ...tried].slice(0, limit);
}

/** Stores what a model chose, or that none did, unless the summary was made of another source meanwhile. */
export async function storeRefinedSummary(
  documents: TeamDocuments,
  { tenderId, sourceHash }: Pick<SummaryBody, 'tenderId' | 'sourceHash'>,
  fields: Partial<SummaryBody>,
): Promise<void> {
  await documents.publish(tenderSummaries).patch(summaryKey(tenderId), fields, { sourceHash });
}

/**
 * Stores a summary unless one of a newer version of the tender is there. Whatever the order in which several workers
 * come to this point, the newest version stays and there is one document.
 */
export async function storeSummary(documents: TeamDocuments, embedded: SummaryBody): Promise<void> {
  const body = { ...embedded, refinedBy: null, engineTriedAt: null, engineFailures: [] };
  const summaries = documents.publish(tenderSummaries);
  const key = summaryKey(body.tenderId);
  const notNewer = { sourceVersion: between({ until: body.sourceVersion + 1 }) };
  if ((await summaries.patch(key, body, notNewer)) !== null) return;
  try {
    await summaries.insert(key, body);
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== 'CONFLICT') throw error;
    // Somebody inserted in between, or a newer one is there, which this leaves alone.
    await summaries.patch(key, body, notNewer);
  }
}
