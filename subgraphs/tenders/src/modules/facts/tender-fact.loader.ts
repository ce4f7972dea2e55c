import type { RequestScope } from '@hub/runtime/service';
import DataLoader from 'dataloader';
import { findFacts } from './tender-fact.repository.js';
import { tenderFacts, type TenderFacts } from '../../facts/index.js';

/** What was read out of the text of public tenders, in one statement for a request; null for a tender never read. */
export function createFactsLoader({ database }: RequestScope) {
  return new DataLoader<string, TenderFacts | null>(async (tenderIds) => {
    const rows = await database.readPublic((db) => findFacts(db, tenderIds));
    const byTender = new Map(rows.map(({ tenderId, ...facts }) => [tenderId, tenderFacts.parse(facts)]));
    return tenderIds.map((id) => byTender.get(id) ?? null);
  });
}
