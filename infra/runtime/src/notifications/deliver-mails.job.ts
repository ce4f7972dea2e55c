import { z } from 'zod';
import { teamOf } from '../auth/auth.js';
import { defineJob, type Job } from '../jobs/jobs.js';
import { deliverMails } from './deliver-mails.service.js';
import type { MailMaking } from './notification-mail.js';

const payload = z.object({ accountId: z.guid() });

/** Writes to one person of a team. The database queues it by this name: `identity.queue_mails`. */
export function deliverMailsJob(making: MailMaking): Job<z.output<typeof payload>> {
  return defineJob({
    name: 'notifications:deliver',
    schema: payload,
    async run({ accountId }, { actor, database, now }) {
      const teamId = teamOf(actor);
      if (teamId !== null) await deliverMails(database, making, { teamId, accountId, now: now() });
    },
  });
}
