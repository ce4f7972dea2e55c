import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { TeamTransaction } from '../database/database.js';
import type { FieldCipher } from '../encryption/encryption.js';
import { enqueue, type JobAddress } from '../jobs/jobs.js';
import type { Mail } from './compose-mail.js';

/** What waits in the queue: a mail that only the sending job can read. */
export const sealedMail = z.object({ id: z.guid(), sealed: z.string(), isLogged: z.boolean().default(false) });

/** Work of the worker: hands a mail to the server. */
export const sendMail: JobAddress<z.output<typeof sealedMail>> = { name: 'mail:send', schema: sealedMail };

/** A mail that is to be sent. */
export interface NewMail {
  readonly mail: Mail;
  /** What it is about: while one with this key waits, a later one takes its place. */
  readonly key: string;
  /** Default: a new one. */
  readonly id?: string;
  /** True where the log of deliveries waits to hear under `id` what became of it. */
  readonly isLogged?: boolean;
}

/** Queues a mail in the transaction of the write that causes it: if the write is rolled back, there is no mail. */
export async function queueMail(tx: TeamTransaction, cipher: FieldCipher, newMail: NewMail): Promise<void> {
  const { mail, key, id = randomUUID(), isLogged = false } = newMail;
  await enqueue(tx, sendMail, { id, isLogged, sealed: cipher.encrypt(JSON.stringify(mail), placeOf(id)) }, { key });
}

/** Where the text of a mail is encrypted for. */
export function placeOf(id: string): string {
  return `mail:${id}`;
}
