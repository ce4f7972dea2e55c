import type { Job } from '@hub/runtime/jobs';
import { countSpendJob } from './modules/tender-figures/jobs/count-spend.job.js';

/** Background work of this subgraph. */
export const jobs: readonly Job[] = [countSpendJob];
