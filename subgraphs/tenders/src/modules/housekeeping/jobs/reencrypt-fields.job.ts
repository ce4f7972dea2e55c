import { reencryptFields } from '@hub/runtime/encryption';
import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import type { PollEnvironment } from '../../../source-http/index.js';

/** Every night: encrypts with the newest key what was encrypted with older ones, whichever subgraph it belongs to. */
export function reencryptFieldsJob({ cipher }: Pick<PollEnvironment, 'cipher'>) {
  return defineJob({
    name: 'tenders:reencrypt-fields',
    schema: z.object({}),
    cron: '22 3 * * *',
    attemptsMax: 3,
    async run(_payload, { database, logger }) {
      for (const { column, reencrypted, unreadable } of await reencryptFields({ database, cipher })) {
        const counts = { column, reencrypted, unreadable };
        if (reencrypted > 0) logger.info({ event: 'fields_reencrypted', ...counts }, 'Encrypted fields again.');
        if (unreadable > 0)
          logger.error({ event: 'fields_unreadable', ...counts }, 'Fields were encrypted with a key that is gone.');
      }
    },
  });
}
