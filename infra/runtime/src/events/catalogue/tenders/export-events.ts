import { z } from 'zod';
import { defineEvent } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

const changed = z.strictObject({ changes: fieldChanges });

/** A file of tenders was requested. */
export const exportRequested = defineEvent({
  name: 'tenders.export_requested',
  meaning: 'An export of tenders was requested.',
  subject: 'Export',
  risk: 'medium',
  body: changed,
});

/** The file of an export is there, or it failed for good. */
export const exportFinished = defineEvent({
  name: 'tenders.export_finished',
  meaning: 'An export of tenders was done, or failed for good.',
  subject: 'Export',
  risk: 'low',
  body: z.strictObject({ status: z.enum(['DONE', 'FAILED']) }),
});

/** An export was cancelled before it was done. */
export const exportCancelled = defineEvent({
  name: 'tenders.export_cancelled',
  meaning: 'An export of tenders was cancelled.',
  subject: 'Export',
  risk: 'low',
  body: changed,
});
