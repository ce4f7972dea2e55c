import { notificationCatalogue, type NotificationName } from '@hub/runtime/notifications';
import { idOf, readCursor } from '@hub/runtime/graphql';
import { isUuid, timeZone } from '@hub/runtime/values';
import { z } from 'zod';

const listName = 'notifications';
const idsMax = 100;
const typeNames = new Set<unknown>(notificationCatalogue.map(({ name }) => name));

const oneOf = 'Give either ids or upToCursor.';

/** Which notifications are read. */
export const markNotificationsReadInput = z
  .object({
    ids: z
      .array(idOf('Notification'))
      .min(1, `ids may hold 1 to ${idsMax} ids.`)
      .max(idsMax, `ids may hold 1 to ${idsMax} ids.`)
      .transform((ids) => [...new Set(ids)])
      .nullish(),
    upToCursor: z
      .string()
      .transform((cursor, ctx) => {
        const read = z.tuple([z.string().refine(isUuid)]).safeParse(readCursor(listName, cursor));
        if (read.success) return read.data[0];
        ctx.addIssue({ code: 'custom', message: 'upToCursor is no cursor of your notifications.' });
        return z.NEVER;
      })
      .nullish(),
  })
  .refine(({ ids, upToCursor }) => (ids ?? null) === null || (upToCursor ?? null) === null, {
    path: ['upToCursor'],
    message: oneOf,
  })
  .refine(({ ids, upToCursor }) => (ids ?? upToCursor ?? null) !== null, { path: ['ids'], message: oneOf })
  .transform(({ ids, upToCursor }) => ({ ids: ids ?? null, upTo: upToCursor ?? null }));
export type MarkNotificationsRead = z.infer<typeof markNotificationsReadInput>;

const timeOf = (field: string) =>
  z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, `${field} must be a time such as 07:30.`);
const versionMessage = 'expectedVersion is the version of the preferences, or 0 while you have changed nothing.';

/** What an update changes: only the fields that the client sent, where null is a value. */
export const updateNotificationPreferencesInput = z.object({
  expectedVersion: z.int().min(0, versionMessage).max(2_147_483_646, versionMessage),
  timeZone: timeZone.nullable().exactOptional(),
  quietHours: z
    .object({ from: timeOf('from'), until: timeOf('until') })
    .refine(({ from, until }) => from !== until, {
      path: ['until'],
      message: 'Quiet hours must end at another time than they begin.',
    })
    .nullable()
    .exactOptional(),
  digestAt: timeOf('digestAt').exactOptional(),
  isEmailEnabled: z.boolean().exactOptional(),
  types: z
    .array(
      z.object({
        type: z.custom<NotificationName>((name) => typeNames.has(name)),
        isInApp: z.boolean().exactOptional(),
        email: z.enum(['OFF', 'IMMEDIATE', 'DAILY']).exactOptional(),
      }),
    )
    .max(typeNames.size, 'Send each type once in types.')
    .refine((types) => new Set(types.map(({ type }) => type)).size === types.length, 'Send each type once in types.')
    .exactOptional(),
});
export type UpdateNotificationPreferences = z.infer<typeof updateNotificationPreferencesInput>;

/** The token of a mail. */
export const unsubscribeInput = z.object({
  token: z.string().trim().min(1, 'Give the token of the mail.').max(1_000, 'This is no token of ours.'),
});
export type Unsubscribe = z.infer<typeof unsubscribeInput>;
