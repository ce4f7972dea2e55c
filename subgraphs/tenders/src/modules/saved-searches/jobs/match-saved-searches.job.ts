import { defineJob } from '@hub/runtime/jobs';
import { matchSearch } from '../match-search.service.js';
import { findAwaiting } from '../matching.repository.js';
import { matchSavedSearchesAddress } from './addresses.js';

/** Five million changed tenders: an import of everything. More waits for the next minute. */
const slicesMax = 2_500;

/**
 * Matches the saved searches of one team whose turn it is. Run twice, it finds each at the place where the last run left
 * it; cut off, the next run goes on from there.
 */
export const matchSavedSearchesJob = defineJob({
  ...matchSavedSearchesAddress,
  async run({ savedSearchId }, scope) {
    const ids =
      savedSearchId === undefined ? await scope.database.read((db) => findAwaiting(db, scope.now())) : [savedSearchId];
    for (const id of ids) await matchSearch(scope, { id, isTurn: savedSearchId === undefined, slicesMax });
  },
});
