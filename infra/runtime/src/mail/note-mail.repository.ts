import type { TeamTransaction } from '../database/database.js';

/** What became of a mail at one attempt. */
export interface MailOutcome {
  readonly id: string;
  readonly outcome: 'SENT' | 'REFUSED' | 'TRY_AGAIN';
  /** Why it was not taken, without the address; null when it was. */
  readonly error: string | null;
  readonly now: Date;
}

/** Notes in the log of deliveries what became of a mail. The database lets the worker do so alone. */
export async function noteMail(tx: TeamTransaction, { id, outcome, error, now }: MailOutcome): Promise<void> {
  await tx.$queryRaw`
    select identity.note_mail(${id}::uuid, ${outcome}, ${error}, ${now}::timestamptz)::text as noted`;
}
