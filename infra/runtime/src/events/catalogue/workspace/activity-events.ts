import { z } from 'zod';
import { defineEvent, type EventType } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

/** What became of an activity, field by field, and the project or entry that it belongs to. */
const changed = z.strictObject({
  projectId: z.guid().nullable(),
  entryId: z.guid().nullable(),
  version: z.int(),
  changes: fieldChanges,
});

type Changed = z.infer<typeof changed>;

const ofActivity = (name: `workspace.${string}`, meaning: string): EventType<Changed> =>
  defineEvent({ name, meaning, subject: 'Activity', risk: 'low', body: changed });

export const activityCreated = ofActivity('workspace.activity_created', 'An activity was created.');
export const activityUpdated = ofActivity('workspace.activity_updated', 'An activity was changed.');
export const activityDeleted = ofActivity('workspace.activity_deleted', 'An activity was put into the bin.');
export const activityRestored = ofActivity('workspace.activity_restored', 'An activity was taken out of the bin.');
export const activityAnswered = ofActivity(
  'workspace.activity_answered',
  'A member answered whether they take part in an activity.',
);
