import { createLookupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findTenderFacts } from '../tender-facts/tender-facts.repository.js';

/** Tenders with their texts by id; null for an id that is no tender. */
export function createTenderTextsLoader({ database }: RequestScope) {
  return createLookupLoader({
    find: (tenderIds: readonly string[]) => database.readPublic((db) => findTenderFacts(db, tenderIds)),
    nameOf: (tenderId) => tenderId,
    missing: () => null,
    batchSizeMax: 100,
  });
}
