import { z } from 'zod';
import type { FieldCipher } from '../encryption/encryption.js';
import type { Job } from '../jobs/jobs.js';
import { logMail } from './log-mail.service.js';
import { MailNotTaken, type Mailer } from './mailer.js';
import { placeOf, sendMail, type sealedMail } from './queue-mail.js';

const mailText = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  unsubscribeUrl: z.string().optional(),
});

/**
 * Hands a mail over. One that is refused for good is logged once and not tried again; any other waits for its next attempt.
 * What the log of deliveries knows of, it hears of at each attempt.
 */
export function sendMailJob(mailer: Mailer, cipher: FieldCipher): Job<z.output<typeof sealedMail>> {
  return {
    ...sendMail,
    async run({ id, sealed, isLogged }, { logger, now, database }) {
      const mail = mailText.parse(JSON.parse(cipher.decrypt(sealed, placeOf(id))));
      const refusal = await mailer.send(id, mail, now()).then(
        () => null,
        (error: unknown) => (error instanceof MailNotTaken ? error : Promise.reject(error)),
      );
      const outcome = refusal === null ? 'SENT' : refusal.isFinal ? 'REFUSED' : 'TRY_AGAIN';
      if (isLogged) await logMail(database, { id, outcome, error: refusal?.message ?? null, now: now() });
      if (outcome === 'TRY_AGAIN') throw refusal;
      if (outcome === 'REFUSED')
        logger.warn({ event: 'mail_refused', mail: id, reason: refusal?.message }, 'A mail was refused for good.');
    },
  };
}
