import { z } from 'zod';
import { defineJob } from '../jobs/jobs.js';
import { queueDueMails } from './deliver-mails.service.js';

/** Every minute: queues a job for each person with mails that are due. Who that is stays in the database. */
export const queueMailsJob = defineJob({
  name: 'notifications:queue-mails',
  schema: z.object({}),
  cron: '* * * * *',
  attemptsMax: 1,
  run: (_payload, { database, now }) => queueDueMails(database, now()),
});
