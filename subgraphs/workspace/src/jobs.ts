import type { Job } from '@hub/runtime/jobs';
import { archiveFinishedJob } from './modules/archives/jobs/archive-finished.job.js';
import { queueArchivingJob } from './modules/archives/jobs/queue-archiving.job.js';

/** Background work of this subgraph. */
export const jobs: readonly Job[] = [archiveFinishedJob, queueArchivingJob];
