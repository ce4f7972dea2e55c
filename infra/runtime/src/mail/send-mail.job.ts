import { z } from 'zod';
import type { FieldCipher } from '../encryption/encryption.js';
import type { Job } from '../jobs/jobs.js';
import { MailNotTaken, type Mailer } from './mailer.js';
import { placeOf, sendMail, type sealedMail } from './queue-mail.js';

const mailText = z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() });

/** Hands a mail over. One that is refused for good is logged once and not tried again; any other waits for its next attempt. */
export function sendMailJob(mailer: Mailer, cipher: FieldCipher): Job<z.output<typeof sealedMail>> {
  return {
    ...sendMail,
    async run({ id, sealed }, { logger, now }) {
      const mail = mailText.parse(JSON.parse(cipher.decrypt(sealed, placeOf(id))));
      try {
        await mailer.send(id, mail, now());
      } catch (error) {
        if (!(error instanceof MailNotTaken) || !error.isFinal) throw error;
        logger.warn({ event: 'mail_refused', mail: id, reason: error.message }, 'A mail was refused for good.');
      }
    },
  };
}
