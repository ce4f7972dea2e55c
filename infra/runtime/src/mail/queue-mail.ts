import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { TeamTransaction } from '../database/database.js';
import type { FieldCipher } from '../encryption/encryption.js';
import { enqueue, type JobAddress } from '../jobs/jobs.js';
import type { Mail } from './compose-mail.js';

/** What waits in the queue: a mail that only the sending job can read. */
export const sealedMail = z.object({ id: z.uuid(), sealed: z.string() });

/** Work of the worker: hands a mail to the server. */
export const sendMail: JobAddress<z.infer<typeof sealedMail>> = { name: 'mail:send', schema: sealedMail };

/** A mail that is to be sent. */
export interface NewMail {
  readonly mail: Mail;
  /** What it is about: while one with this key waits, a later one takes its place. */
  readonly key: string;
}

/** Queues a mail in the transaction of the write that causes it: if the write is rolled back, there is no mail. */
export async function queueMail(tx: TeamTransaction, cipher: FieldCipher, { mail, key }: NewMail): Promise<void> {
  const id = randomUUID();
  await enqueue(tx, sendMail, { id, sealed: cipher.encrypt(JSON.stringify(mail), placeOf(id)) }, { key });
}

/** Where the text of a mail is encrypted for. */
export function placeOf(id: string): string {
  return `mail:${id}`;
}
