import type { Job } from '@hub/runtime/jobs';
import { queuePassedJob } from './modules/readiness/jobs/queue-passed.job.js';
import { rescoreAllJob } from './modules/readiness/jobs/rescore-all.job.js';
import { writeDraftJob } from './modules/drafts/jobs/write-draft.job.js';
import type { Writers } from './modules/drafts/write-draft.service.js';
import { rescoreTeamJob } from './modules/scoring/jobs/rescore-team.job.js';
import { scoreFoundJob } from './modules/readiness/jobs/score-found.job.js';
import { scoreTenderJob } from './modules/scoring/jobs/score-tender.job.js';
import { scoreTendersJob } from './modules/scoring/jobs/score-tenders.job.js';
import { backfillSummariesJob } from './modules/summaries/jobs/backfill-summaries.job.js';
import { refineSummariesJob } from './modules/summaries/jobs/refine-summaries.job.js';
import { summariseTendersJob } from './modules/summaries/jobs/summarise-tenders.job.js';
import { summariseTenderJob } from './modules/summaries/jobs/summarise-tender.job.js';

/** Background work of this subgraph. */
export const createJobs = (writers: Writers): readonly Job[] => [
  summariseTenderJob,
  summariseTendersJob,
  scoreTenderJob,
  scoreTendersJob,
  scoreFoundJob,
  queuePassedJob,
  rescoreAllJob,
  rescoreTeamJob,
  backfillSummariesJob,
  refineSummariesJob(writers.engines),
  writeDraftJob(writers),
];
