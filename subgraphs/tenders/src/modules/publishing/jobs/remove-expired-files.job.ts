import { avatarFiles, exportFiles } from '@hub/runtime/files';
import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import type { PublishingEnvironment } from '../publishing-environment.js';

// A link may have been followed in the last moment.
const graceMs = 3_600_000;

/**
 * Every hour: removes files of exports that have expired, and pictures that were sent and not used. It goes by the age of files, so
 * that those of a team that is gone, and what broken runs left behind, go too.
 */
export function removeExpiredFilesJob({ store }: PublishingEnvironment) {
  return defineJob({
    name: 'tenders:remove-expired-files',
    schema: z.object({}),
    cron: '17 * * * *',
    attemptsMax: 1,
    async run(_payload, { now, logger }) {
      const before = (keptMs: number) => new Date(now().getTime() - keptMs - graceMs);
      const exports = await store.removeOlderThan({ kind: exportFiles.kind, before: before(exportFiles.keptMs) });
      const { kind } = avatarFiles.sent;
      const count = exports + (await store.removeOlderThan({ kind, before: before(avatarFiles.sentKeptMs) }));
      if (count > 0) logger.info({ event: 'files_removed', count }, 'Removed expired files.');
    },
  });
}
