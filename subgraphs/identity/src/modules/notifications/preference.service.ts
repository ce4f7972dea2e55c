import type { UserActor } from '@hub/runtime/auth';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';
import { notificationPreferencesChanged, recordEvent } from '@hub/runtime/events';
import { conflictWith, type Conflict } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import type { UpdateNotificationPreferences } from './notification-input.js';
import { requirePerson } from './notification.service.js';
import * as rows from './preference.repository.js';
import {
  changedChoices,
  changedPreferences,
  preferenceChanges,
  preferencesOf,
  type Preferences,
} from './preferences.js';

type UpdateResult =
  | { readonly __typename: 'UpdateNotificationPreferencesSuccess'; readonly preferences: Preferences }
  | Conflict<'NotificationPreferencesConflict', Preferences>;

/** What a person wants to be told of in their team, and how. */
export function notificationPreferences({ database }: RequestScope, { accountId }: UserActor): Promise<Preferences> {
  return database.read((db) => preferencesIn(db, accountId));
}

async function preferencesIn(db: ReadClient | TeamTransaction, accountId: string): Promise<Preferences> {
  return preferencesOf(await rows.findSchedule(db, accountId), await rows.findChoices(db, accountId));
}

/** Changes preferences if they still have the version that the change was made on. Mails that wait are timed anew. */
export async function updateNotificationPreferences(
  { actor, database, now }: RequestScope,
  input: UpdateNotificationPreferences,
): Promise<UpdateResult> {
  const { accountId, teamId } = requirePerson(actor);
  return database.write(async (tx) => {
    const schedule = await rows.lockSchedule(tx, accountId);
    const before = preferencesOf(schedule, await rows.findChoices(tx, accountId));
    if (before.version !== input.expectedVersion)
      return conflictWith('NotificationPreferencesConflict', 'set of preferences', before);
    const after = changedPreferences(before, input);
    const changes = preferenceChanges(before, after);
    if (changes.length > 0) {
      // Two first changes at once: there is no row yet that the second could have waited for.
      if (schedule === null && !(await rows.insertSchedule(tx, { teamId, accountId })))
        return conflictWith(
          'NotificationPreferencesConflict',
          'set of preferences',
          await preferencesIn(tx, accountId),
        );
      await rows.saveSchedule(tx, accountId, after);
      await rows.saveChoices(tx, { teamId, accountId }, changedChoices(before, after));
      await rows.timeMailsAnew(tx, accountId, now());
      await recordEvent(tx, notificationPreferencesChanged, { body: { changes } });
    }
    const preferences = changes.length === 0 ? before : { ...after, version: before.version + 1 };
    return { __typename: 'UpdateNotificationPreferencesSuccess', preferences };
  });
}
