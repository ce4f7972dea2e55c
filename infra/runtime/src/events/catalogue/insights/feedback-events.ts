import { z } from 'zod';
import { defineEvent } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

const subject = 'Tender';

/** A team said whether a tender was useful to it. */
export const feedbackGiven = defineEvent({
  name: 'insights.feedback_given',
  meaning: 'A member said whether a tender was useful to the team.',
  subject,
  risk: 'low',
  body: z.strictObject({ changes: fieldChanges }),
});

/** A team took back what it said of a tender. */
export const feedbackWithdrawn = defineEvent({
  name: 'insights.feedback_withdrawn',
  meaning: 'A member took back whether a tender was useful to the team.',
  subject,
  risk: 'low',
  body: z.strictObject({ changes: fieldChanges }),
});
