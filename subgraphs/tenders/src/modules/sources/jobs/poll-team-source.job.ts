import type { Job } from '@hub/runtime/jobs';
import type { z } from 'zod';
import type { PollEnvironment } from '../../../source-http/index.js';
import { pollTeamSource } from '../teams/polling/poll-team-source.service.js';
import { pollTeamSourceAddress } from './addresses.js';

/** Polls one source of a team and queues its next poll, in the name of the team that the job was stamped with. */
export function pollTeamSourceJob(environment: PollEnvironment): Job<z.output<typeof pollTeamSourceAddress.schema>> {
  return {
    ...pollTeamSourceAddress,
    async run({ teamSourceId, isForced }, scope) {
      await pollTeamSource({ scope, environment, teamSourceId, isForced, signal: new AbortController().signal });
    },
  };
}
