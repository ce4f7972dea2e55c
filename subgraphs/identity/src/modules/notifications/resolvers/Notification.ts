import { encodeId, referenceTo } from '@hub/runtime/graphql';
import { notificationTypeNamed } from '@hub/runtime/notifications';
import type { Context } from '../../../context.js';
import type { NotificationResolvers } from '../../../types.generated.js';
import { dataOf, priorityOf, wordsOf } from '../notification-words.js';

export const Notification: NotificationResolvers = {
  __resolveReference: referenceTo('Notification', (row, { loaders }: Context) => loaders.notification.load(row)),
  id: ({ id }) => encodeId('Notification', id),
  type: ({ type }) => notificationTypeNamed(type)?.name ?? null,
  priority: priorityOf,
  title: (row) => wordsOf(row).title,
  body: (row) => wordsOf(row).body,
  data: dataOf,
  subjectId: ({ subjectType, subjectId }) =>
    subjectType === null || subjectId === null ? null : encodeId(subjectType, subjectId),
};
