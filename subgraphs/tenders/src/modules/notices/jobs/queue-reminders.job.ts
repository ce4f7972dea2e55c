import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { queueTeamReminders } from '../remind-team.service.js';

/**
 * Every quarter of an hour, because zones differ by as much: queues a job for each team that tracks a tender which closes, or has
 * a briefing, in a week or the next day, or that has a task which is due the next day or overdue. Which teams those are stays in the
 * database.
 */
export const queueRemindersJob = defineJob({
  name: 'tenders:queue-reminders',
  schema: z.object({}),
  cron: '*/15 * * * *',
  attemptsMax: 1,
  run: (_payload, scope) => queueTeamReminders(scope.database, scope.now()),
});
