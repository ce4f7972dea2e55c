import type { TeamDatabase } from '../database/database.js';
import { queueMail } from '../mail/mail.js';
import { queueMails, takeMails, type DueMail } from './due-mails.repository.js';
import { notificationMail, type MailMaking } from './notification-mail.js';

/** Queues a job for each person with mails that are due. */
export function queueDueMails(database: TeamDatabase, now: Date): Promise<void> {
  return database.write((tx) => queueMails(tx, now));
}

/** Who is written to. */
export interface Recipient {
  readonly teamId: string;
  readonly accountId: string;
  readonly now: Date;
}

/**
 * Takes the mails of a person that are due and queues them, in one transaction: a worker that is killed leaves both or
 * neither, and another one takes them.
 */
export async function deliverMails(database: TeamDatabase, making: MailMaking, recipient: Recipient): Promise<void> {
  const { teamId, accountId, now } = recipient;
  await database.write(async (tx) => {
    const mails = Map.groupBy(await takeMails(tx, accountId, now), ({ mailId }) => mailId);
    for (const [id, [first, ...others]] of mails) {
      if (first === undefined) continue;
      const due: [DueMail, ...DueMail[]] = [first, ...others];
      const mail = notificationMail(making, { teamId, accountId, due });
      if (mail !== null) await queueMail(tx, making.cipher, { id, mail, key: first.dedupeKey, isLogged: true });
    }
  });
}
