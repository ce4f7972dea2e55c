import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { remindTeam } from '../remind-team.service.js';

/** Reminds the people of one team. The database queues it by this name: `tenders.queue_reminders`. */
export const remindTeamJob = defineJob({
  name: 'tenders:remind-team',
  schema: z.object({}),
  run: (_payload, scope) => remindTeam(scope.database, scope.now()),
});
