import type { Notification } from '@hub/prisma/client';
import { notificationTypeNamed, type NotificationPriority, type NotificationWords } from '@hub/runtime/notifications';
import { z } from 'zod';

const priority = z.enum(['LOW', 'NORMAL', 'HIGH', 'URGENT']);
const object = z.record(z.string(), z.unknown());

/** What a person reads; a plain sentence for what an older version of the product wrote and this one cannot read. */
export function wordsOf({ type, data }: Pick<Notification, 'type' | 'data'>): NotificationWords {
  return notificationTypeNamed(type)?.wordsOf(data) ?? { title: 'You were told of something', body: null };
}

export function priorityOf(row: Pick<Notification, 'priority'>): NotificationPriority {
  return priority.parse(row.priority);
}

export function dataOf({ data }: Pick<Notification, 'data'>): Record<string, unknown> {
  return object.parse(data);
}
