import type { TeamDatabase } from '../database/database.js';
import { noteMail, type MailOutcome } from './note-mail.repository.js';

/** Writes down what became of a mail, whatever becomes of the job that sends it. */
export function logMail(database: TeamDatabase, outcome: MailOutcome): Promise<void> {
  return database.write((tx) => noteMail(tx, outcome));
}
