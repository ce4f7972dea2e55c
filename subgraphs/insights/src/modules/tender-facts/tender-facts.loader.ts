import { createLoader } from '@hub/runtime/cache';
import type { RequestScope } from '@hub/runtime/service';
import { tenderFactsCodec, type TenderFacts } from './tender-facts.js';
import { findTenderFacts } from './tender-facts.repository.js';

/** Facts of tenders for readers: public data, a few seconds old at most in this process. Jobs read the row itself. */
export function createTenderFactsLoader(scope: RequestScope) {
  return createLoader<string, TenderFacts>({
    cache: scope.cache,
    team: 'public',
    type: 'tenderFacts',
    version: 3,
    ttlSeconds: 15,
    localSeconds: 5,
    codec: tenderFactsCodec,
    tags: (id) => [`tender:${id}`],
    batch: (ids) => scope.database.readPublic((db) => findTenderFacts(db, ids)),
  });
}
