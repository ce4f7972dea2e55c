import { type Actor, type Plan, type UserActor, requireTeam, membershipOf } from '@hub/runtime/auth';
import { isUniqueViolation, type TeamTransaction } from '@hub/runtime/database';
import type { Context } from '../../context.js';
import { uuidV7 } from '../../bulk/index.js';
import { checkSearch, SavedSearchProblem, type SavedSearchChanges } from './saved-search-input.js';
import * as searches from './saved-search.repository.js';
import type { SavedSearchFields, SavedSearchRow } from './saved-search.repository.js';
import { requestOf, type StoredSearch } from './stored-search.js';

export type CreateOutcome =
  | { readonly kind: 'created'; readonly savedSearch: SavedSearchRow }
  | { readonly kind: 'nameTaken' }
  | { readonly kind: 'tooMany'; readonly max: number };
export type UpdateOutcome =
  | { readonly kind: 'updated'; readonly savedSearch: SavedSearchRow }
  | { readonly kind: 'conflict'; readonly current: SavedSearchRow }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'nameTaken' };

/** Saved searches that a team may have, all members together, by its plan. */
const savedSearchesMax: Readonly<Record<Plan, number>> = { FREE: 3, BASIC: 25, PRO: 100 };

/**
 * Saves a search.
 * @throws SavedSearchProblem for what `tenders` would refuse, and for a private search of who is no member.
 */
export async function createSavedSearch(
  { actor, database, now }: Context,
  { name, ...changes }: SavedSearchChanges & { readonly name: string },
): Promise<CreateOutcome> {
  const teamId = requireTeam(actor, 'A saved search needs a team.');
  const max = savedSearchesMax[actor.kind === 'user' || actor.kind === 'partner' ? actor.plan : 'PRO'];
  const fields: SavedSearchFields = {
    name,
    search: changes.search ?? null,
    filter: changes.filter ?? {},
    orderBy: changes.orderBy ?? null,
    ownerMembershipId: changes.visibility === 'TEAM' ? null : requireMember(actor).membershipId,
    notification: changes.notification ?? 'NONE',
    alertsAgain: changes.alertsAgain ?? false,
    isActive: true,
  };
  checkSearch(fields);
  return database.write(async (tx): Promise<CreateOutcome> => {
    await searches.lockSavedSearches(tx, teamId);
    if ((await searches.countSavedSearches(tx)) >= max) return { kind: 'tooMany', max };
    const savedSearch = await searches.insertSavedSearch(tx, {
      ...fields,
      id: uuidV7(),
      teamId,
      createdByMembershipId: membershipOf(actor),
      matchedAt: now(),
    });
    return savedSearch === null ? { kind: 'nameTaken' } : { kind: 'created', savedSearch };
  });
}

/**
 * Changes a search if it still has the version that the change was made on.
 * @throws SavedSearchProblem as `createSavedSearch`, and for making private what somebody else saved.
 */
export async function updateSavedSearch(
  context: Context,
  { id, expectedVersion, changes }: { id: string; expectedVersion: number; changes: SavedSearchChanges },
): Promise<UpdateOutcome> {
  const { actor, database } = context;
  const membershipId = membershipOf(actor);
  try {
    return await database.write(async (tx): Promise<UpdateOutcome> => {
      const current = await searches.findSavedSearch(tx, { id, membershipId });
      if (current === null) return { kind: 'notFound' };
      if (current.version !== expectedVersion) return { kind: 'conflict', current };
      const fields = changedFields(current, changes, actor);
      checkSearch(fields);
      const savedSearch = await searches.changeSavedSearch(tx, { id, expectedVersion, fields });
      if (savedSearch === null) return await overtaken(tx, { id, membershipId });
      if (isOtherQuestion(current, fields)) await searches.deleteMatches(tx, id);
      if (current.notification === 'NONE' && fields.notification !== 'NONE') await searches.skipAlerts(tx, id);
      if (!current.isActive && fields.isActive) await searches.watchFromNow(tx, id);
      return { kind: 'updated', savedSearch };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { kind: 'nameTaken' };
    throw error;
  } finally {
    forgetLoaded(context);
  }
}

// Somebody changed or removed it since it was read, in a transaction that has ended by now.
async function overtaken(
  tx: TeamTransaction,
  wanted: { id: string; membershipId: string | null },
): Promise<UpdateOutcome> {
  const current = await searches.findSavedSearch(tx, wanted);
  return current === null ? { kind: 'notFound' } : { kind: 'conflict', current };
}

/** Removes a search and what it found. False when there is none. */
export async function deleteSavedSearch(context: Context, id: string): Promise<boolean> {
  const { actor, database } = context;
  const isDeleted = await database.write((tx) =>
    searches.deleteSavedSearch(tx, { id, membershipId: membershipOf(actor) }),
  );
  forgetLoaded(context);
  return isDeleted;
}

/** Later fields of the same request must not see what loaders read before a change. */
export function forgetLoaded({ loaders }: Context): void {
  loaders.savedSearch.clearAll();
  loaders.savedSearchReader.clearAll();
  loaders.newCount.clearAll();
  loaders.newMatches.clearAll();
}

function requireMember(actor: Actor): UserActor {
  if (actor.kind === 'user') return actor;
  throw new SavedSearchProblem('visibility', 'Only a member of the team can have a search of their own. Choose TEAM.');
}

function changedFields(current: SavedSearchRow, changes: SavedSearchChanges, actor: Actor): SavedSearchFields {
  const { visibility, ...plain } = changes;
  const { name, search, orderBy, notification, alertsAgain, isActive, ownerMembershipId } = current;
  const filter = changes.filter ?? storedFilter(current);
  return {
    ...{ name, search, orderBy, notification, alertsAgain, isActive, ...plain, filter },
    ownerMembershipId: visibility === undefined ? ownerMembershipId : ownerFor(visibility, current, actor),
  };
}

function ownerFor(visibility: 'PRIVATE' | 'TEAM', current: SavedSearchRow, actor: Actor): string | null {
  if (visibility === 'TEAM') return null;
  const { membershipId } = requireMember(actor);
  if (current.createdByMembershipId === membershipId) return membershipId;
  // Else anyone could take a search away from the rest of the team.
  throw new SavedSearchProblem('visibility', 'Only who saved the search can make it private.');
}

function storedFilter({ filter }: SavedSearchRow): SavedSearchFields['filter'] {
  return JSON.parse(JSON.stringify(filter));
}

// Compared as they are understood: the database orders the keys of JSON its own way.
function isOtherQuestion(before: StoredSearch, after: StoredSearch): boolean {
  return questionOf(before) !== questionOf(after);
}

function questionOf(stored: StoredSearch): string {
  const checked = requestOf(stored);
  return 'problem' in checked ? '' : JSON.stringify([checked.request.search, checked.request.filter]);
}
