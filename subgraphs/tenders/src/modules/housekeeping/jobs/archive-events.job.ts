import { archiveEvents } from '@hub/runtime/events';
import type { Files } from '@hub/runtime/files';
import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';

/** Every night: moves events of months that have been over for 13 months into files. */
export function archiveEventsJob({ store }: Pick<Files, 'store'>) {
  return defineJob({
    name: 'tenders:archive-events',
    schema: z.object({}),
    cron: '37 2 * * *',
    attemptsMax: 1,
    async run(_payload, { database, logger }) {
      const months = await archiveEvents({ database, store });
      for (const month of months) logger.info({ event: 'events_archived', month }, 'Archived the events of a month.');
    },
  });
}
