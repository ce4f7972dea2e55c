import type { NotificationPreference, NotificationSchedule } from '@hub/prisma/client';
import { changesBetween, type FieldChanges } from '@hub/runtime/events';
import { notificationCatalogue, type MailDelivery, type NotificationName } from '@hub/runtime/notifications';
import type { UpdateNotificationPreferences } from './notification-input.js';

/** How a person wants to be told of a type. */
export interface TypePreference {
  readonly type: NotificationName;
  readonly isInApp: boolean;
  readonly email: MailDelivery;
}

/** What a person wants to be told of in a team, and how. */
export interface Preferences {
  readonly timeZone: string | null;
  readonly quietHours: { readonly from: string; readonly until: string } | null;
  readonly digestAt: string;
  readonly isEmailEnabled: boolean;
  readonly types: TypePreference[];
  /** 0 while nothing was changed. */
  readonly version: number;
}

const digestAtUsual = '07:00';

type Chosen = Pick<NotificationPreference, 'type' | 'channel' | 'delivery'>;

/** The preferences as rows hold them: what was not chosen is as usual for its type. */
export function preferencesOf(schedule: NotificationSchedule | null, chosen: readonly Chosen[]): Preferences {
  const choices = new Map(chosen.map(({ type, channel, delivery }) => [`${type} ${channel}`, delivery]));
  const { quietFrom = null, quietUntil = null } = schedule ?? {};
  return {
    timeZone: schedule?.timeZone ?? null,
    quietHours: quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil },
    digestAt: schedule?.digestAt ?? digestAtUsual,
    isEmailEnabled: schedule?.hasMail ?? true,
    types: notificationCatalogue.map(({ name: type, usual }) => {
      const inApp = choices.get(`${type} IN_APP`);
      return {
        type,
        isInApp: inApp === undefined ? usual.isInApp : inApp !== 'OFF',
        email: mailDeliveryOf(choices.get(`${type} EMAIL`)) ?? usual.email,
      };
    }),
    version: schedule === null ? 0 : schedule.version - 1,
  };
}

/** The preferences with what a client sent. */
export function changedPreferences(before: Preferences, input: UpdateNotificationPreferences): Preferences {
  const { expectedVersion: _version, types, ...fields } = input;
  const sent = new Map(types?.map(({ type, ...one }) => [type, one]));
  return { ...before, ...fields, types: before.types.map((one) => ({ ...one, ...sent.get(one.type) })) };
}

/** What an event tells of a change; empty where nothing changed. */
export function preferenceChanges(before: Preferences, after: Preferences): FieldChanges {
  const fields = ['timeZone', 'quietHours', 'digestAt', 'isEmailEnabled'] as const;
  return [
    ...changesBetween(fields, before, after),
    ...after.types.flatMap((type, index) => {
      const was = before.types[index];
      return changesBetween(['isInApp', 'email'] as const, was ?? null, type).map((change) => ({
        ...change,
        field: `${type.type}.${change.field}`,
      }));
    }),
  ];
}

/** The rows of types that differ. */
export function changedChoices(before: Preferences, after: Preferences): Chosen[] {
  return after.types.flatMap(({ type, isInApp, email }, index) => {
    const was = before.types[index];
    return [
      ...(was?.isInApp === isInApp ? [] : [{ type, channel: 'IN_APP', delivery: isInApp ? 'IMMEDIATE' : 'OFF' }]),
      ...(was?.email === email ? [] : [{ type, channel: 'EMAIL', delivery: email }]),
    ];
  });
}

function mailDeliveryOf(text: string | undefined): MailDelivery | undefined {
  return text === 'OFF' || text === 'IMMEDIATE' || text === 'DAILY' ? text : undefined;
}
