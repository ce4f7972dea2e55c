import { writeEventHeads } from '@hub/runtime/events';
import type { Files } from '@hub/runtime/files';
import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';

/**
 * Every night: writes the ends of the chains of events that changed into a file and the hash of that file into the log, where
 * who owns the database cannot change them, and compares all that were written before.
 */
export function writeEventHeadsJob({ store }: Pick<Files, 'store'>) {
  return defineJob({
    name: 'tenders:write-event-heads',
    schema: z.object({}),
    cron: '52 2 * * *',
    attemptsMax: 3,
    async run(_payload, { database, now, logger }) {
      const { written, lost } = await writeEventHeads({ database, store }, now());
      for (const file of written) logger.info({ event: 'event_heads_written', ...file }, 'Wrote the ends of chains.');
      const some = lost.slice(0, 20).map(({ teamId, sequence }) => ({ teamId, sequence: Number(sequence) }));
      if (some.length > 0)
        logger.error(
          { event: 'event_heads_lost', count: lost.length, lost: some },
          'Events that were there once are gone.',
        );
    },
  });
}
