import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { archiveFinished } from '../archive-finished.service.js';

/** Puts away finished projects of one team. The database queues it by this name: `workspace.queue_archiving`. */
export const archiveFinishedJob = defineJob({
  name: 'workspace:archive-finished',
  schema: z.object({}),
  run: (_payload, scope) => archiveFinished(scope),
});
