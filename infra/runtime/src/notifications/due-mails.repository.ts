import type { TeamTransaction } from '../database/database.js';

/** A notification that goes out with a mail. */
export interface DueMail {
  /** The same for all that go out together. */
  readonly mailId: string;
  readonly isDigest: boolean;
  readonly dedupeKey: string;
  readonly email: string;
  readonly teamName: string;
  readonly type: string;
  readonly data: unknown;
}

/** Queues a job for each person with mails that are due, in the name of the team. */
export async function queueMails(tx: TeamTransaction, now: Date): Promise<void> {
  await tx.$queryRaw`select identity.queue_mails(${now}::timestamptz) as people`;
}

/** Takes the mails of a person of the current team that are due. The database answers them to the worker alone, and once. */
export function takeMails(tx: TeamTransaction, accountId: string, now: Date): Promise<DueMail[]> {
  return tx.$queryRaw<DueMail[]>`
    select mail_id as "mailId", is_digest as "isDigest", dedupe_key as "dedupeKey", email, team_name as "teamName", type, data
    from identity.take_mails(${accountId}::uuid, ${now}::timestamptz)`;
}
