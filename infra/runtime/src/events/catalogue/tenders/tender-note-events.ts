import { z } from 'zod';
import { defineEvent } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

const subject = 'Tender';
const version = z.strictObject({ version: z.int() });

/** The team has looked at what a release changed. */
export const changeAcknowledged = defineEvent({
  name: 'tenders.change_acknowledged',
  meaning: 'A change of a tender was acknowledged.',
  subject,
  risk: 'low',
  body: version,
});

/** That it was acknowledged was taken back. */
export const changeUnacknowledged = defineEvent({
  name: 'tenders.change_unacknowledged',
  meaning: 'The acknowledgement of a change was taken back.',
  subject,
  risk: 'low',
  body: version,
});

/** The team reads a field of a tender differently from what is published. */
export const overrideSet = defineEvent({
  name: 'tenders.override_set',
  meaning: 'A field of a tender was overridden for the team.',
  subject,
  risk: 'medium',
  body: z.strictObject({ field: z.string(), changes: fieldChanges }),
});

/** A field is read as published again. */
export const overrideDeleted = defineEvent({
  name: 'tenders.override_deleted',
  meaning: 'An override of a tender was deleted.',
  subject,
  risk: 'medium',
  body: z.strictObject({ field: z.string(), changes: fieldChanges }),
});
