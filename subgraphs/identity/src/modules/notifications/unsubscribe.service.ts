import { notificationMailStopped, recordEvent } from '@hub/runtime/events';
import { invalidField, type InvalidInput } from '@hub/runtime/graphql';
import { notificationTypeNamed, readUnsubscribeToken, type NotificationName } from '@hub/runtime/notifications';
import type { Context } from '../../context.js';
import type { Unsubscribe } from './notification-input.js';
import * as rows from './preference.repository.js';

type UnsubscribeResult =
  { readonly __typename: 'UnsubscribeFromNotificationsSuccess'; readonly type: NotificationName | null } | InvalidInput;

const invalid = invalidField('token', 'This link is not one of ours, or was cut off. Use the whole link of the mail.');

/** Stops mails of one type, or all of a team, for the person that the token names. Who has left has none any more. */
export async function unsubscribeFromNotifications(
  context: Context,
  { token }: Unsubscribe,
): Promise<UnsubscribeResult> {
  const link = readUnsubscribeToken(context.cipher, token);
  if (link === null) return invalid;
  const { teamId, accountId, type } = link;
  const database = context.databaseAs({ kind: 'system', name: 'identity:unsubscribe', teamId }, context);
  await database.write(async (tx) => {
    if (!(await rows.isMember(tx, accountId))) return;
    const isChanged = await rows.stopMails(tx, { teamId, accountId }, type);
    const body = { accountId, type };
    if (isChanged) await recordEvent(tx, notificationMailStopped, { body, persons: [accountId] });
  });
  return {
    __typename: 'UnsubscribeFromNotificationsSuccess',
    type: type === null ? null : (notificationTypeNamed(type)?.name ?? null),
  };
}
