import { z } from 'zod';
import { defineEvent } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

const subject = 'Draft';

/** A draft was asked for. Of its brief nothing is told. */
export const draftCreated = defineEvent({
  name: 'insights.draft_created',
  meaning: 'A draft was asked for.',
  subject,
  risk: 'low',
  body: z.strictObject({ changes: fieldChanges }),
});

/** A draft was written, or could not be. */
export const draftFinished = defineEvent({
  name: 'insights.draft_finished',
  meaning: 'A draft was written, or could not be.',
  subject,
  risk: 'low',
  body: z.strictObject({ status: z.enum(['READY', 'FAILED']), model: z.string().max(120).nullable() }),
});

/** The team accepted or rejected a draft. */
export const draftDecided = defineEvent({
  name: 'insights.draft_decided',
  meaning: 'A draft was accepted or rejected.',
  subject,
  risk: 'low',
  body: z.strictObject({ version: z.int(), changes: fieldChanges }),
});
