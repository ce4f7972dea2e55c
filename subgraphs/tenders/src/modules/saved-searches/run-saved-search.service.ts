import { enqueue } from '@hub/runtime/jobs';
import type { Context } from '../../context.js';
import { matchSavedSearchesAddress, queueOfTeam } from './jobs/addresses.js';
import { matchSearch } from './match-search.service.js';
import { findSavedSearch, noteRun, type SavedSearchRow } from './saved-search.repository.js';
import { forgetLoaded } from './saved-search.service.js';
import { membershipOf, requireTeam } from '@hub/runtime/auth';

export type RunOutcome =
  | { readonly kind: 'run'; readonly savedSearch: SavedSearchRow; readonly isUpToDate: boolean }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'inactive' };

/** A person waits for these, so they are few: 10,000 changed tenders. */
const slicesMax = 5;

/** Brings a search up to date for somebody who looks at it now. What is too much for that is left to a job. */
export async function runSavedSearch(context: Context, id: string): Promise<RunOutcome> {
  const { actor, database, now } = context;
  const wanted = { id, membershipId: membershipOf(actor) };
  const before = await database.read((db) => findSavedSearch(db, wanted));
  if (before === null) return { kind: 'notFound' };
  if (!before.isActive) return { kind: 'inactive' };
  const isUpToDate = (await matchSearch(context, { id, isTurn: false, slicesMax })) === 'upToDate';
  forgetLoaded(context);
  return database.write(async (tx): Promise<RunOutcome> => {
    await noteRun(tx, id, now());
    const savedSearch = await findSavedSearch(tx, wanted);
    if (savedSearch === null) return { kind: 'notFound' };
    if (!isUpToDate) {
      const options = { key: id, queue: queueOfTeam(requireTeam(actor, 'A saved search needs a team.')) };
      await enqueue(tx, matchSavedSearchesAddress, { savedSearchId: id }, options);
    }
    return { kind: 'run', savedSearch, isUpToDate };
  });
}
