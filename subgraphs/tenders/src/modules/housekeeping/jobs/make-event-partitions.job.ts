import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { makeEventPartitions } from '../housekeeping.service.js';

/** Every day: makes room for the events of the next two months. */
export const makeEventPartitionsJob = defineJob({
  name: 'tenders:make-event-partitions',
  schema: z.object({}),
  cron: '7 3 * * *',
  run: (_payload, { database, now }) => makeEventPartitions(database, now()),
});
