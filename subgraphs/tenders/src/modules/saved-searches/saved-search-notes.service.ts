import { HubError } from '@hub/runtime/errors';
import type { NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { saveDefault, saveSeen } from './reader.repository.js';
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
    if (found !== null) await saveSeen(tx, { ...reader, savedSearchId: id, upTo });
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
    await saveDefault(tx, { ...reader, savedSearchId: id });
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
