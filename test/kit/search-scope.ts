import type { Actor } from '@hub/runtime/auth';
import type { HubDatabase } from '@hub/runtime/database';
import { searchScopeOf, type SearchScope } from '@hub/tenders/search';
import { searchEnvironmentFrom } from '@hub/tenders/search/search-environment';

const ofThisProcess = searchEnvironmentFrom({});

/** The scope of a search that an actor makes at a moment, as a request has it. */
export function searchScope(
  hub: HubDatabase,
  { actor, now, searching = ofThisProcess }: { actor: Actor; now: Date; searching?: typeof ofThisProcess },
): SearchScope {
  return searchScopeOf({ actor, database: hub.as(actor), now: () => now, searching });
}
