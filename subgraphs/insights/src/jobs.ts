import type { Job } from '@hub/runtime/jobs';
import { rescoreTeamJob } from './modules/readiness/jobs/rescore-team.job.js';
import { scoreTenderJob } from './modules/readiness/jobs/score-tender.job.js';
import { backfillSummariesJob } from './modules/summaries/jobs/backfill-summaries.job.js';
import { summariseTendersJob } from './modules/summaries/jobs/summarise-tenders.job.js';
import { summariseTenderJob } from './modules/summaries/jobs/summarise-tender.job.js';

/** Background work of this subgraph. */
export const jobs: readonly Job[] = [
  summariseTenderJob,
  summariseTendersJob,
  scoreTenderJob,
  rescoreTeamJob,
  backfillSummariesJob,
];
