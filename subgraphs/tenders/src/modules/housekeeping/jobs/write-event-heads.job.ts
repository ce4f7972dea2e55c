import { writeEventHeads } from '@hub/runtime/events';
import type { Files } from '@hub/runtime/files';
import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';

/**
 * Every night: writes the ends of the chains of events into a file and the hash of that file into the log, where who owns
 * the database cannot change them, and compares those of earlier nights.
 */
export function writeEventHeadsJob({ store }: Pick<Files, 'store'>) {
  return defineJob({
    name: 'tenders:write-event-heads',
    schema: z.object({}),
    cron: '52 2 * * *',
    attemptsMax: 3,
    async run(_payload, { database, now, logger }) {
      const { sha256, count, lost } = await writeEventHeads({ database, store, now: now() });
      if (sha256 !== null) logger.info({ event: 'event_heads_written', sha256, count }, 'Wrote the ends of chains.');
      if (lost.length > 0)
        logger.error({ event: 'event_heads_lost', lost: lost.slice(0, 20) }, 'Events that were there once are gone.');
    },
  });
}
