import { rolePermissions, roles, type Permission } from '../auth/permissions.js';
import type { TeamTransaction } from '../database/database.js';
import type { NotificationPriority, NotificationType } from './define-notification.js';

/** Something that people of the current team are to be told of. */
export interface Notice {
  /** Memberships; those that have ended are left out. */
  readonly to: readonly string[];
  /** Where nobody of `to` can be told: everybody who holds this in the whole team is. Default: nobody is told. */
  readonly orWhoMay?: Permission;
  readonly type: string;
  readonly priority: NotificationPriority;
  readonly data: unknown;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  /** Names what happened: nobody is told of it twice. */
  readonly key: string;
  readonly inApp: 'IMMEDIATE' | 'OFF';
  readonly email: string;
}

/** What a notice says beside its type and data. */
export interface NoticeAbout {
  readonly to: readonly string[];
  readonly orWhoMay?: Permission;
  /** Row of the thing that it is about; null for types without one. */
  readonly subjectId: string | null;
  readonly key: string;
  /** Default: that of the type. */
  readonly priority?: NotificationPriority;
}

/**
 * A notice of a type. Its data is checked here, so that what is stored can be read.
 * @throws ZodError when the data does not fit the type.
 */
export function notice<Data>(
  type: NotificationType<string, Data>,
  data: NoInfer<Data>,
  { subjectId, priority = type.priority, ...about }: NoticeAbout,
): Notice {
  return {
    ...about,
    ...{ type: type.name, priority, data: type.data.parse(data) },
    subjectType: subjectId === null ? null : type.subject,
    subjectId: type.subject === null ? null : subjectId,
    inApp: type.usual.isInApp ? 'IMMEDIATE' : 'OFF',
    email: type.usual.email,
  };
}

/**
 * Tells people of the current team, each once and as they choose, in the transaction that found it out. Answers how many
 * were told. For readers of events and jobs alone: a mutation records an event.
 * @param now - what mails are timed by.
 */
export async function notify(tx: TeamTransaction, notices: readonly Notice[], now: Date): Promise<number> {
  if (notices.length === 0) return 0;
  const list = notices.map(({ to, key, orWhoMay, ...rest }) => ({
    ...rest,
    ...{ membershipIds: to, dedupeKey: key },
    ...(orWhoMay !== undefined && { elsePermission: orWhoMay, elseRoles: rolesWith(orWhoMay) }),
  }));
  const rows = await tx.$queryRaw<{ told: number }[]>`
    select identity.notify(${JSON.stringify(list)}::jsonb, ${now}::timestamptz) as told`;
  return rows[0]?.told ?? 0;
}

/** System roles that hold a permission. Roles of the team are the database's to know. */
function rolesWith(permission: Permission): string[] {
  return roles.filter((role) => rolePermissions[role].has(permission));
}
