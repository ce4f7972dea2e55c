import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { fieldChanges } from '../field-changes.js';

/** The team has begun to track a tender. */
export const entryTracked = defineEvent({
  name: 'workspace.entry_tracked',
  meaning: 'The team started tracking a tender.',
  subject: 'Entry',
  body: z.strictObject({
    tenderId: z.guid(),
    status: z.string(),
    priority: z.string(),
    assigneeMembershipId: z.guid().nullable(),
  }),
});

/** An entry has changed. */
export const entryUpdated = defineEvent({
  name: 'workspace.entry_updated',
  meaning: 'The entry of a tracked tender changed.',
  subject: 'Entry',
  body: z.strictObject({ tenderId: z.guid(), version: z.int(), changes: fieldChanges }),
});
