import { enqueue } from '@hub/runtime/jobs';
import type { Context } from '../../context.js';
import { matchSavedSearchesAddress, queueOfTeam } from './jobs/addresses.js';
import { matchSearch } from './match-search.service.js';
import { findSavedSearch, noteRun, type SavedSearchRow } from './saved-search.repository.js';
import { forgetLoaded, membershipOf, teamNeeded } from './saved-search.service.js';

export type RunOutcome =
  | { readonly kind: 'run'; readonly savedSearch: SavedSearchRow; readonly isUpToDate: boolean }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'inactive' };

/** A person waits for these, so they are few: 10,000 changed tenders. */
const stretchesMax = 5;

/** Brings a search up to date for somebody who looks at it now. What is too much for that is left to a job. */
export async function runSavedSearch(context: Context, id: string): Promise<RunOutcome> {
  const { actor, database, now } = context;
  const wanted = { id, membershipId: membershipOf(actor) };
  const before = await database.read((db) => findSavedSearch(db, wanted));
  if (before === null) return { kind: 'notFound' };
  if (!before.isActive) return { kind: 'inactive' };
  const isUpToDate = (await matchSearch(context, { id, isTurn: false, stretchesMax })) === 'upToDate';
  forgetLoaded(context);
  return database.write(async (tx): Promise<RunOutcome> => {
    await noteRun(tx, id, now());
    const savedSearch = await findSavedSearch(tx, wanted);
    if (savedSearch === null) return { kind: 'notFound' };
    if (!isUpToDate) {
      const options = { key: id, queue: queueOfTeam(teamNeeded(actor)) };
      await enqueue(tx, matchSavedSearchesAddress, { savedSearchId: id }, options);
    }
    return { kind: 'run', savedSearch, isUpToDate };
  });
}
