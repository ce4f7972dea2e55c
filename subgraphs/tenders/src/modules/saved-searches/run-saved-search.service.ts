import { recordEvent, savedSearchRun } from '@hub/runtime/events';
import { invalidField, type InvalidInput, type NotFound } from '@hub/runtime/graphql';
import { enqueue } from '@hub/runtime/jobs';
import type { Context } from '../../context.js';
import { matchSavedSearchesAddress, queueOfTeam } from './jobs/addresses.js';
import { matchSearch } from './match-search.service.js';
import { findSavedSearch, noteRun, type SavedSearchRow } from './saved-search.repository.js';
import { forgetLoaded, savedSearchNotFound } from './saved-search.service.js';
import { membershipOf, requireTeam } from '@hub/runtime/auth';

interface Ran {
  readonly __typename: 'RunSavedSearchSuccess';
  readonly savedSearch: SavedSearchRow;
  readonly isUpToDate: boolean;
}
type RunResult = Ran | InvalidInput | NotFound;

const inactive = invalidField('id', 'The search is switched off. Set isActive to true first.', 'INACTIVE');

/** A person waits for these, so they are few: 10,000 changed tenders. */
const slicesMax = 5;

/** Brings a search up to date for somebody who looks at it now. What is too much for that is left to a job. */
export async function runSavedSearch(context: Context, { id }: { id: string }): Promise<RunResult> {
  const { actor, database, now } = context;
  const query = { id, membershipId: membershipOf(actor) };
  const before = await database.read((db) => findSavedSearch(db, query));
  if (before === null) return savedSearchNotFound;
  if (!before.isActive) return inactive;
  const isUpToDate = (await matchSearch(context, { id, isTurn: false, slicesMax })) === 'upToDate';
  forgetLoaded(context);
  return database.write(async (tx): Promise<RunResult> => {
    await noteRun(tx, id, now());
    const savedSearch = await findSavedSearch(tx, query);
    if (savedSearch === null) return savedSearchNotFound;
    await recordEvent(tx, savedSearchRun, { subjectId: id, body: { isUpToDate } });
    if (!isUpToDate) {
      const options = { key: id, queue: queueOfTeam(requireTeam(actor, 'A saved search needs a team.')) };
      await enqueue(tx, matchSavedSearchesAddress, { savedSearchId: id }, options);
    }
    return { __typename: 'RunSavedSearchSuccess', savedSearch, isUpToDate };
  });
}
