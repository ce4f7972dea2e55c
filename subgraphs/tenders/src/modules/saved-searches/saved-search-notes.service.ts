import { HubError } from '@hub/runtime/errors';
import { recordEvent, savedSearchDefaultSet, savedSearchSeen } from '@hub/runtime/events';
import type { NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { findDefault, findSeenCount, lockDefault, lockSeen, saveDefault, saveSeen } from './reader.repository.js';
import { findSavedSearch, type SavedSearchRow } from './saved-search.repository.js';
import { numberAt } from './saved-search-lists.js';
import { forgetLoaded, savedSearchNotFound } from './saved-search.service.js';
import { requireTeam } from '@hub/runtime/auth';

/**
 * Notes what the member has seen of a search: matches up to a position, or all.
 * @throws HubError `FORBIDDEN` for who is no member; `BAD_USER_INPUT` for what is no position in this search.
 */
export async function markSeen(
  context: Context,
  { id, upTo: position }: { id: string; upTo?: string | undefined },
): Promise<{ __typename: 'MarkSavedSearchSeenSuccess'; savedSearch: SavedSearchRow } | NotFound> {
  const upTo = position === undefined ? null : numberAt(position, id);
  const reader = readerNeeded(context);
  const savedSearch = await context.database.write(async (tx) => {
    const found = await findSavedSearch(tx, { id, membershipId: reader.membershipId });
    if (found === null) return null;
    const { membershipId } = reader;
    await lockSeen(tx, { savedSearchId: id, membershipId });
    const before = await findSeenCount(tx, { savedSearchId: id, membershipId });
    const after = await saveSeen(tx, { ...reader, savedSearchId: id, upTo });
    if (after > before)
      await recordEvent(tx, savedSearchSeen, { subjectId: id, body: { membershipId, before, after } });
    return found;
  });
  forgetLoaded(context);
  return savedSearch === null ? savedSearchNotFound : { __typename: 'MarkSavedSearchSeenSuccess', savedSearch };
}

/**
 * Makes a search, or none, the one that the member starts with.
 * @throws HubError `FORBIDDEN` for who is no member.
 */
export async function setDefault(
  context: Context,
  { id }: { id: string | null },
): Promise<{ __typename: 'SetDefaultSavedSearchSuccess'; savedSearch: SavedSearchRow | null } | NotFound> {
  const reader = readerNeeded(context);
  const result = await context.database.write(async (tx): ReturnType<typeof setDefault> => {
    const savedSearch = id === null ? null : await findSavedSearch(tx, { id, membershipId: reader.membershipId });
    if (id !== null && savedSearch === null) return savedSearchNotFound;
    await lockDefault(tx, reader);
    const before = await findDefault(tx, reader);
    if (before !== id) {
      await saveDefault(tx, { ...reader, savedSearchId: id });
      const body = { membershipId: reader.membershipId, before, after: id };
      const subjectId = id ?? before;
      await recordEvent(tx, savedSearchDefaultSet, { body, ...(subjectId !== null && { subjectId }) });
    }
    return { __typename: 'SetDefaultSavedSearchSuccess', savedSearch };
  });
  forgetLoaded(context);
  return result;
}

function readerNeeded({ actor }: Context): { teamId: string; membershipId: string } {
  if (actor.kind === 'user')
    return { teamId: requireTeam(actor, 'A saved search needs a team.'), membershipId: actor.membershipId };
  throw new HubError('FORBIDDEN', 'Only a member of the team has notes of what was seen.');
}
