import type { Job } from '@hub/runtime/jobs';
import { z } from 'zod';
import type { PublishingEnvironment } from '../../publishing/publishing-environment.js';
import { writeAuditExport } from '../write-audit-export.service.js';

const payload = z.object({ exportId: z.uuid() });

/** Writes a file of the audit log. Identity queues it by this name when a file is requested. */
export function writeAuditExportJob({ store }: PublishingEnvironment): Job<z.output<typeof payload>> {
  return {
    ...{ name: 'tenders:write-audit-export', schema: payload, attemptsMax: 8 },
    run: ({ exportId }, { database, now, logger }) => writeAuditExport({ database, now, logger, store }, exportId),
  };
}
