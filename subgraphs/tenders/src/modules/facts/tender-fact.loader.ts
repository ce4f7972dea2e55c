import { createLookupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findFacts } from './tender-fact.repository.js';
import { tenderFacts, type TenderFacts } from '../../facts/index.js';

/** What was read out of the text of public tenders, in one statement for a request; null for a tender never read. */
export function createFactsLoader({ database }: RequestScope) {
  return createLookupLoader<string, TenderFacts, null>({
    nameOf: (tenderId) => tenderId,
    missing: () => null,
    async find(tenderIds) {
      const rows = await database.readPublic((db) => findFacts(db, tenderIds));
      return new Map(rows.map(({ tenderId, ...facts }) => [tenderId, tenderFacts.parse(facts)]));
    },
  });
}
