import type { Job } from '@hub/runtime/jobs';
import { forgetOldWritesJob } from './modules/housekeeping/jobs/forget-old-writes.job.js';

/** Background work of this subgraph. */
export const jobs: readonly Job[] = [forgetOldWritesJob];
