import { type Actor, requireTeam, membershipOf } from '@hub/runtime/auth';
import { findPlanLimit, isUniqueViolation, oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import { recordEvent, savedSearchCreated, savedSearchDeleted, savedSearchUpdated } from '@hub/runtime/events';
import {
  conflictWith,
  encodeId,
  invalidField,
  limitReached,
  notFound,
  type Conflict,
  type InvalidInput,
  type LimitReached,
  type NotFound,
} from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { uuidV7 } from '../../bulk/index.js';
import { changedFields, isChanged, isOtherQuestion, searchChanges } from './search-changes.js';
import { refusalOfSearch, type CreateSavedSearch, type UpdateSavedSearch } from './saved-search-input.js';
import * as searches from './saved-search.repository.js';
import type { SavedSearchFields, SavedSearchRow } from './saved-search.repository.js';

interface Saved<Name extends string> {
  readonly __typename: Name;
  readonly savedSearch: SavedSearchRow;
}
type CreateResult = Saved<'CreateSavedSearchSuccess'> | InvalidInput | LimitReached;
type UpdateResult =
  Saved<'UpdateSavedSearchSuccess'> | InvalidInput | NotFound | Conflict<'SavedSearchConflict', SavedSearchRow>;

/** The answer to an id that names no search that the actor sees. */
export const savedSearchNotFound = notFound('There is no saved search with this id.');

const nameTaken = invalidField(
  'name',
  'There is a saved search of this name already. Choose another name.',
  'NAME_TAKEN',
);
const membersOnly = invalidField(
  'visibility',
  'Only a member of the team can have a search of their own. Choose TEAM.',
);
const ownOnly = invalidField('visibility', 'Only the person who saved the search can make it private.');

function created(savedSearch: SavedSearchRow): Saved<'CreateSavedSearchSuccess'> {
  return { __typename: 'CreateSavedSearchSuccess', savedSearch };
}

/** Saves a search. */
export async function createSavedSearch(
  { actor, database, now }: Context,
  input: CreateSavedSearch,
): Promise<CreateResult> {
  const teamId = requireTeam(actor, 'A saved search needs a team.');
  const ownerMembershipId = input.visibility === 'TEAM' ? null : membershipOf(actor);
  if (input.visibility !== 'TEAM' && ownerMembershipId === null) return membersOnly;
  const fields: SavedSearchFields = {
    name: input.name,
    search: input.search ?? null,
    filter: input.filter ?? {},
    orderBy: input.orderBy ?? null,
    ownerMembershipId,
    notification: input.notification ?? 'NONE',
    alertsAgain: input.alertsAgain ?? false,
    isActive: true,
  };
  const refusal = refusalOfSearch(fields);
  if (refusal !== null) return refusal;
  const create = async (tx: TeamTransaction): Promise<CreateResult> => {
    await searches.lockSavedSearches(tx, teamId);
    const max = await findPlanLimit(tx, 'SAVED_SEARCHES');
    const used = await searches.countSavedSearches(tx);
    if (max !== null && used >= max) return limitReached(limitMessage(max), { max, used });
    const savedSearch = await searches.insertSavedSearch(tx, {
      ...fields,
      id: uuidV7(),
      teamId,
      byMembershipId: membershipOf(actor),
      matchedAt: now(),
    });
    if (savedSearch === null) return nameTaken;
    const body = { changes: searchChanges(null, savedSearch) };
    await recordEvent(tx, savedSearchCreated, { subjectId: savedSearch.id, body });
    return created(savedSearch);
  };
  const { idempotencyKey: key, ...sent } = input;
  return database.write((tx) =>
    oncePerKey<CreateResult>(
      tx,
      { operation: 'createSavedSearch', key, input: sent, actor },
      {
        make: () => create(tx),
        createdBy: (made) => (made.__typename === 'CreateSavedSearchSuccess' ? made.savedSearch.id : null),
        again: async (id) => {
          const savedSearch = await searches.findSavedSearch(tx, { id, membershipId: membershipOf(actor) });
          return savedSearch && created(savedSearch);
        },
      },
    ),
  );
}

function limitMessage(max: number): string {
  return `Your plan allows ${max} saved searches for the whole team. Remove one or change the plan.`;
}

/**
 * Changes a search if it still has the version that the change was made on. A change that changes nothing succeeds and keeps
 * the version.
 */
export async function updateSavedSearch(
  context: Context,
  { id, expectedVersion, ...changes }: UpdateSavedSearch,
): Promise<UpdateResult> {
  const { actor, database } = context;
  const membershipId = membershipOf(actor);
  try {
    return await database.write(async (tx): Promise<UpdateResult> => {
      // Locked, so that what the event tells is what this change found.
      const current = await searches.lockSavedSearch(tx, { id, membershipId });
      if (current === null) return savedSearchNotFound;
      if (current.version !== expectedVersion) return conflictWith('SavedSearchConflict', 'saved search', current);
      const owner = changes.visibility === undefined ? null : refusalOfOwner(changes.visibility, current, actor);
      if (owner !== null) return owner;
      const fields = changedFields(current, changes, membershipId);
      const refusal = refusalOfSearch(fields);
      if (refusal !== null) return refusal;
      if (!isChanged(current, fields)) return { __typename: 'UpdateSavedSearchSuccess', savedSearch: current };
      const savedSearch = await searches.changeSavedSearch(tx, {
        id,
        expectedVersion,
        fields,
        byMembershipId: membershipId,
      });
      if (savedSearch === null) return savedSearchNotFound;
      if (isOtherQuestion(current, fields)) await searches.deleteMatches(tx, id);
      if (current.notification === 'NONE' && fields.notification !== 'NONE') await searches.skipAlerts(tx, id);
      if (!current.isActive && fields.isActive) await searches.watchFromNow(tx, id);
      const body = { version: savedSearch.version, changes: searchChanges(current, savedSearch) };
      await recordEvent(tx, savedSearchUpdated, { subjectId: id, body });
      return { __typename: 'UpdateSavedSearchSuccess', savedSearch };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return nameTaken;
    throw error;
  } finally {
    forgetLoaded(context);
  }
}

/** Removes a search and what it found. */
export async function deleteSavedSearch(
  context: Context,
  { id }: { id: string },
): Promise<{ __typename: 'DeleteSavedSearchSuccess'; deletedId: string } | NotFound> {
  const { actor, database } = context;
  const query = { id, membershipId: membershipOf(actor) };
  const isDeleted = await database.write(async (tx) => {
    const savedSearch = await searches.lockSavedSearch(tx, query);
    if (savedSearch === null || !(await searches.deleteSavedSearch(tx, query))) return false;
    await recordEvent(tx, savedSearchDeleted, { subjectId: id, body: { changes: searchChanges(savedSearch, null) } });
    return true;
  });
  forgetLoaded(context);
  return isDeleted
    ? { __typename: 'DeleteSavedSearchSuccess', deletedId: encodeId('SavedSearch', id) }
    : savedSearchNotFound;
}

/** Later fields of the same request must not see what loaders read before a change. */
export function forgetLoaded({ loaders }: Context): void {
  loaders.savedSearch.clearAll();
  loaders.savedSearchReader.clearAll();
  loaders.newCount.clearAll();
  loaders.newMatches.clearAll();
}

// Else anyone could take a search away from the rest of the team.
function refusalOfOwner(visibility: 'PRIVATE' | 'TEAM', current: SavedSearchRow, actor: Actor): InvalidInput | null {
  if (visibility === 'TEAM') return null;
  const membershipId = membershipOf(actor);
  if (membershipId === null) return membersOnly;
  return current.createdByMembershipId === membershipId ? null : ownOnly;
}
