import type { Job } from '@hub/runtime/jobs';
import { forgetWriteReceiptsJob } from './modules/housekeeping/jobs/forget-write-receipts.job.js';

/** Background work of this subgraph. */
export const jobs: readonly Job[] = [forgetWriteReceiptsJob];
