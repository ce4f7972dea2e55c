import { z } from 'zod';
import { defineEvent } from '../../define-event.js';

/** Somebody takes the whole log along. */
export const auditExportRequested = defineEvent({
  name: 'identity.audit_export_requested',
  meaning: 'A file of the audit log was requested.',
  subject: 'AuditExport',
  risk: 'high',
  body: z.strictObject({ firstSequence: z.string(), lastSequence: z.string() }),
});

/** The file is there, or it failed for good. The worker writes it in the role of tenders, so the event is of tenders. */
export const auditExportFinished = defineEvent({
  name: 'tenders.audit_export_finished',
  meaning: 'A file of the audit log was done, or failed for good.',
  subject: 'AuditExport',
  risk: 'low',
  body: z.strictObject({ status: z.enum(['DONE', 'FAILED']) }),
});
