import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { queueOldWords, rereadOwnWords } from '../teams/tenders/own-words.service.js';

/** Every night: queues a job for each team with own tenders that an older reader has read. */
export const queueOwnWordsJob = defineJob({
  name: 'tenders:queue-own-words',
  schema: z.object({}),
  cron: '20 1 * * *',
  attemptsMax: 3,
  run: (_payload, scope) => queueOldWords(scope),
});

/** Works for one team. The database queues it by this name: `tenders.queue_own_words`. */
export const rereadOwnWordsJob = defineJob({
  name: 'tenders:reread-own-words',
  schema: z.object({}),
  run: (_payload, scope) => rereadOwnWords(scope),
});
