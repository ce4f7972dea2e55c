import type { FindTxt } from '@hub/runtime/dns';
import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { checkDomain, queueDomains } from '../check-domain.service.js';

/** Four times a day: queues a job for each team with a proved domain. Which teams those are stays in the database. */
export const queueDomainChecksJob = defineJob({
  name: 'tenders:queue-domain-checks',
  schema: z.object({}),
  cron: '37 */6 * * *',
  attemptsMax: 1,
  run: (_payload, { database }) => queueDomains(database),
});

/** Looks up the record of one team's domain. The database queues it by this name: `identity.queue_domain_checks`. */
export function checkDomainJob(findTxt: FindTxt) {
  return defineJob({
    name: 'tenders:check-domain',
    schema: z.object({}),
    attemptsMax: 1,
    run: (_payload, { database, now }) => checkDomain({ database, findTxt, now }),
  });
}
