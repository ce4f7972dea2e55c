import type { NotificationPreference, NotificationSchedule } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';
import type { Preferences } from './preferences.js';

/** A person in a team. */
export interface Person {
  readonly teamId: string;
  readonly accountId: string;
}

export function findSchedule(
  db: ReadClient | TeamTransaction,
  accountId: string,
): Promise<NotificationSchedule | null> {
  return db.notificationSchedule.findFirst({ where: { accountId } });
}

export function findChoices(db: ReadClient | TeamTransaction, accountId: string): Promise<NotificationPreference[]> {
  return db.notificationPreference.findMany({ where: { accountId } });
}

/** The schedule of a person, which nobody else changes until the transaction ends; null where nothing was chosen. */
export async function lockSchedule(tx: TeamTransaction, accountId: string): Promise<NotificationSchedule | null> {
  await tx.$queryRaw`select from identity.notification_schedule where account_id = ${accountId}::uuid for update`;
  return findSchedule(tx, accountId);
}

/** Makes the first schedule of a person. False when there is one already, whoever was quicker. */
export async function insertSchedule(tx: TeamTransaction, person: Person): Promise<boolean> {
  const { count } = await tx.notificationSchedule.createMany({ data: [person], skipDuplicates: true });
  return count === 1;
}

/** Stores when a person wants mails, as the next version. */
export async function saveSchedule(tx: TeamTransaction, accountId: string, preferences: Preferences): Promise<void> {
  const { timeZone, quietHours, digestAt, isEmailEnabled } = preferences;
  await tx.notificationSchedule.updateMany({
    where: { accountId },
    data: {
      ...{ timeZone, digestAt, hasMail: isEmailEnabled },
      ...{ quietFrom: quietHours?.from ?? null, quietUntil: quietHours?.until ?? null },
      version: { increment: 1 },
    },
  });
}

/** Stores how a person wants to be told of some types. */
export async function saveChoices(
  tx: TeamTransaction,
  { teamId, accountId }: Person,
  choices: readonly Pick<NotificationPreference, 'type' | 'channel' | 'delivery'>[],
): Promise<void> {
  for (const { type, channel, delivery } of choices)
    await tx.notificationPreference.upsert({
      where: { teamId_accountId_type_channel: { teamId, accountId, type, channel } },
      create: { teamId, accountId, type, channel, delivery },
      update: { delivery },
    });
}

/** True when the person is in the current team. */
export async function isMember(tx: TeamTransaction, accountId: string): Promise<boolean> {
  return (await tx.membership.count({ where: { accountId } })) > 0;
}

/** Stops mails of one type; null stops all. False when they were stopped already. */
export async function stopMails(tx: TeamTransaction, person: Person, type: string | null): Promise<boolean> {
  const { teamId, accountId } = person;
  if (type !== null) {
    const rows = await tx.$executeRaw`
      insert into identity.notification_preference as p (team_id, account_id, type, channel, delivery)
      values (${teamId}::uuid, ${accountId}::uuid, ${type}, 'EMAIL', 'OFF')
      on conflict (team_id, account_id, type, channel) do update set delivery = 'OFF' where p.delivery <> 'OFF'`;
    return rows > 0;
  }
  await tx.notificationSchedule.createMany({ data: [person], skipDuplicates: true });
  const { count } = await tx.notificationSchedule.updateMany({
    where: { accountId, hasMail: true },
    data: { hasMail: false, version: { increment: 1 } },
  });
  return count > 0;
}

/** Times mails that wait by the schedule as it is now. */
export async function timeMailsAnew(tx: TeamTransaction, accountId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    update identity.notification_delivery d
    set due_at = identity.mail_due_at(${now}::timestamptz, d.kind, coalesce(s.time_zone, t.time_zone), s.quiet_from, s.quiet_until, s.digest_at)
    from identity.notification_schedule s join identity.team t on t.id = s.team_id
    where d.account_id = ${accountId}::uuid and d.state = 'PENDING' and s.team_id = d.team_id and s.account_id = d.account_id`;
}
