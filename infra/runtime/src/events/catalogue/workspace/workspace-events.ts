import { z } from 'zod';
import { defineEvent } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

const tracked = z.strictObject({
  tenderId: z.guid(),
  status: z.string(),
  priority: z.string(),
  assigneeMembershipId: z.guid().nullable(),
});

/** The team has begun to track a tender. */
export const entryTracked = defineEvent({
  name: 'workspace.entry_tracked',
  meaning: 'The team started tracking a tender.',
  subject: 'Entry',
  risk: 'low',
  body: tracked,
});

/** The team has ceased to track a tender: its entry as it was. */
export const entryUntracked = defineEvent({
  name: 'workspace.entry_untracked',
  meaning: 'The team stopped tracking a tender; its entry was deleted.',
  subject: 'Entry',
  risk: 'medium',
  body: tracked,
});

/** An entry has changed. */
export const entryUpdated = defineEvent({
  name: 'workspace.entry_updated',
  meaning: 'The entry of a tracked tender changed.',
  subject: 'Entry',
  risk: 'low',
  body: z.strictObject({ tenderId: z.guid(), version: z.int(), changes: fieldChanges }),
});
