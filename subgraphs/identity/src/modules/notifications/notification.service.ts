import type { UserActor } from '@hub/runtime/auth';
import { HubError } from '@hub/runtime/errors';
import { notificationsRead, recordEvent } from '@hub/runtime/events';
import { notFound, pageOf, sliceOf, type NotFound, type PageArguments, type PagedList } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import { isUuid } from '@hub/runtime/values';
import { z } from 'zod';
import type { MarkNotificationsRead } from './notification-input.js';
import * as notifications from './notification.repository.js';

/** How the list is cut into pages; `upToCursor` is one of its cursors too. */
export const notificationList: PagedList<{ readonly id: string }, readonly [string]> = {
  name: 'notifications',
  position: z.tuple([z.string().refine(isUuid)]),
  positionOf: ({ id }) => [id],
};

const unknown = notFound('You have no notification with this id.', 'ids');

interface Query {
  readonly conditions: notifications.NotificationConditions;
  readonly page: PageArguments;
}

/** A page of a person's notifications, newest first. */
export async function notificationsPage({ database }: RequestScope, { accountId }: UserActor, query: Query) {
  const { conditions, page } = query;
  const { after, take } = sliceOf(notificationList, page);
  const rows = await database.read((db) =>
    notifications.findNotifications(db, { accountId, conditions, take, after: after?.[0] ?? null }),
  );
  const count = () => database.read((db) => notifications.countNotifications(db, { accountId, conditions }));
  return pageOf(notificationList, { rows, count }, page);
}

/** How many notifications a person has not read. */
export function countUnread({ database }: RequestScope, { accountId }: UserActor): Promise<number> {
  return database.read((db) => notifications.countNotifications(db, { accountId, conditions: { isUnread: true } }));
}

type MarkResult =
  | { readonly __typename: 'MarkNotificationsReadSuccess'; readonly markedCount: number; readonly viewer: UserActor }
  | NotFound;

/** Marks notifications as read: all of the ids, or none when one of them is not the person's own. */
export async function markNotificationsRead(
  { actor, database, now, loaders }: RequestScope & { readonly loaders: { notification: { clearAll(): unknown } } },
  { ids, upTo }: MarkNotificationsRead,
): Promise<MarkResult> {
  const viewer = requirePerson(actor);
  const { accountId } = viewer;
  const markedCount = await database.write(async (tx) => {
    if (ids !== null && (await notifications.countOfIds(tx, accountId, ids)) < ids.length) return null;
    const count = await notifications.markRead(tx, { accountId, ids, upTo, now: now() });
    if (count > 0) await recordEvent(tx, notificationsRead, { body: { count } });
    return count;
  });
  loaders.notification.clearAll();
  return markedCount === null ? unknown : { __typename: 'MarkNotificationsReadSuccess', markedCount, viewer };
}

/** The actor, who is a person. @throws HubError `FORBIDDEN` for a partner, which is told of nothing. */
export function requirePerson(actor: RequestScope['actor']): UserActor {
  if (actor.kind === 'user') return actor;
  throw new HubError('FORBIDDEN', 'Only people have notifications.');
}
