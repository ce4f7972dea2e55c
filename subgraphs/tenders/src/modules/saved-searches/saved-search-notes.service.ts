import { HubError } from '@hub/runtime/errors';
import type { Context } from '../../context.js';
import { saveDefault, saveSeen } from './reader.repository.js';
import { findSavedSearch, type SavedSearchRow } from './saved-search.repository.js';
import { forgetLoaded } from './saved-search.service.js';
import { requireTeam } from '@hub/runtime/auth';

/**
 * Notes what the member has seen of a search: matches up to a number, or all. Null when there is no such search.
 * @throws HubError `FORBIDDEN` for who is no member.
 */
export async function markSeen(
  context: Context,
  { id, upTo }: { id: string; upTo: number | null },
): Promise<SavedSearchRow | null> {
  const reader = readerNeeded(context);
  const savedSearch = await context.database.write(async (tx) => {
    const found = await findSavedSearch(tx, { id, membershipId: reader.membershipId });
    if (found !== null) await saveSeen(tx, { ...reader, savedSearchId: id, upTo });
    return found;
  });
  forgetLoaded(context);
  return savedSearch;
}

/**
 * Makes a search, or none, the one that the member starts with. False when there is no such search.
 * @throws HubError `FORBIDDEN` for who is no member.
 */
export async function setDefault(
  context: Context,
  id: string | null,
): Promise<{ savedSearch: SavedSearchRow | null } | null> {
  const reader = readerNeeded(context);
  const outcome = await context.database.write(async (tx) => {
    const savedSearch = id === null ? null : await findSavedSearch(tx, { id, membershipId: reader.membershipId });
    if (id !== null && savedSearch === null) return null;
    await saveDefault(tx, { ...reader, savedSearchId: id });
    return { savedSearch };
  });
  forgetLoaded(context);
  return outcome;
}

function readerNeeded({ actor }: Context): { teamId: string; membershipId: string } {
  if (actor.kind === 'user')
    return { teamId: requireTeam(actor, 'A saved search needs a team.'), membershipId: actor.membershipId };
  throw new HubError('FORBIDDEN', 'Only a member of the team has notes of what was seen.');
}
