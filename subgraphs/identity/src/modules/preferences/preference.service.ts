import type { Preference } from '@hub/prisma/client';
import type { UserActor } from '@hub/runtime/auth';
import { preferencesChanged, recordEvent } from '@hub/runtime/events';
import { conflictWith, type Conflict } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import { requirePerson } from '../accounts/account.service.js';
import type { UpdatePreferences } from './preference-input.js';
import * as rows from './preference.repository.js';
import { changedChoices, choicesOf, preferenceChanges, preferencesOf, type Preferences } from './preferences.js';

type UpdateResult =
  | { readonly __typename: 'UpdatePreferencesSuccess'; readonly preferences: Preferences }
  | Conflict<'PreferencesConflict', Preferences>;

/** How a member works in their team. */
export async function preferences({ database }: RequestScope, { membershipId }: UserActor): Promise<Preferences> {
  return stateOf(await database.read((db) => rows.findPreference(db, membershipId)));
}

function stateOf(row: Preference | null): Preferences {
  return preferencesOf(choicesOf(row), row?.version ?? 0);
}

/** Changes the person's own preferences in their team, if they still have the version that the change was made on. */
export async function updatePreferences(
  { actor, database }: RequestScope,
  input: UpdatePreferences,
): Promise<UpdateResult> {
  const { teamId, membershipId } = requirePerson({ actor });
  return database.write(async (tx): Promise<UpdateResult> => {
    const row = await rows.lockPreference(tx, membershipId);
    const before = stateOf(row);
    if (before.version !== input.expectedVersion) return conflict(before);
    const choices = changedChoices(choicesOf(row), input);
    const version = before.version + 1;
    const after = preferencesOf(choices, version);
    const changes = preferenceChanges(before, after);
    if (changes.length === 0) return { __typename: 'UpdatePreferencesSuccess', preferences: before };
    // Two first changes at once: there is no row yet that the second could have waited for.
    if (row === null && !(await rows.insertPreference(tx, { ...choices, teamId, membershipId })))
      return conflict(stateOf(await rows.findPreference(tx, membershipId)));
    if (row !== null) await rows.changePreference(tx, membershipId, { ...choices, version });
    await recordEvent(tx, preferencesChanged, { subjectId: membershipId, body: { version, changes } });
    return { __typename: 'UpdatePreferencesSuccess', preferences: after };
  });
}

function conflict(current: Preferences): Conflict<'PreferencesConflict', Preferences> {
  return conflictWith('PreferencesConflict', 'set of preferences', current);
}
