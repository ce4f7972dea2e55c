import type { Job } from '@hub/runtime/jobs';
import { pollSourceJob } from './modules/sources/jobs/poll-source.job.js';
import { pollTeamSourceJob } from './modules/sources/jobs/poll-team-source.job.js';
import { schedulePollsJob } from './modules/sources/jobs/schedule-polls.job.js';
import type { PollEnvironment } from './modules/sources/polling/poll-environment.js';

/** Background work of this subgraph. */
export function createJobs(polling: PollEnvironment): readonly Job[] {
  return [pollSourceJob(polling), pollTeamSourceJob(polling), schedulePollsJob(polling)];
}
