import type { Notification, Prisma } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** Which notifications of a person; what is absent is no condition. */
export interface NotificationConditions {
  readonly ids?: string[] | undefined;
  readonly isUnread?: boolean | undefined;
  readonly types?: string[] | undefined;
  readonly priorities?: string[] | undefined;
}

interface OfPerson {
  readonly accountId: string;
  readonly conditions: NotificationConditions;
}

/** Newest first: ids begin with the moment in which they were made. */
export function findNotifications(
  db: ReadClient,
  { accountId, conditions, after, take }: OfPerson & { after: string | null; take: number },
): Promise<Notification[]> {
  const where = whereOf({ accountId, conditions });
  return db.notification.findMany({
    where: after === null ? where : { AND: [where, { id: { lt: after } }] },
    orderBy: { id: 'desc' },
    take,
  });
}

export function countNotifications(db: ReadClient, query: OfPerson): Promise<number> {
  return db.notification.count({ where: whereOf(query) });
}

/** Those of some notifications that the person may see. */
export function findNotificationsByIds(
  db: ReadClient,
  { accountId, ids }: { accountId: string; ids: readonly string[] },
): Promise<Notification[]> {
  return db.notification.findMany({ where: whereOf({ accountId, conditions: { ids: [...ids] } }) });
}

/** How many of some notifications the person has. */
export function countOfIds(tx: TeamTransaction, accountId: string, ids: readonly string[]): Promise<number> {
  return tx.notification.count({ where: whereOf({ accountId, conditions: { ids: [...ids] } }) });
}

/** Marks unread notifications of a person: some, or all up to one. Answers how many there were. */
export async function markRead(
  tx: TeamTransaction,
  which: { accountId: string; ids: readonly string[] | null; upTo: string | null; now: Date },
): Promise<number> {
  const { accountId, ids, upTo, now } = which;
  const { count } = await tx.notification.updateMany({
    where: {
      ...{ accountId, isInApp: true, readAt: null },
      ...(ids && { id: { in: [...ids] } }),
      ...(upTo !== null && { id: { lte: upTo } }),
    },
    data: { readAt: now },
  });
  return count;
}

function whereOf({ accountId, conditions }: OfPerson): Prisma.NotificationWhereInput {
  const { ids, isUnread, types, priorities } = conditions;
  return {
    ...{ accountId, isInApp: true },
    ...(ids && { id: { in: ids } }),
    ...(isUnread !== undefined && { readAt: isUnread ? null : { not: null } }),
    ...(types && { type: { in: types } }),
    ...(priorities && { priority: { in: priorities } }),
  };
}
