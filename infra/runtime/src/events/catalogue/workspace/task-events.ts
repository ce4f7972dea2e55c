import { z } from 'zod';
import { defineEvent, type EventType } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

/** What became of a task, field by field, and its project. */
const changed = z.strictObject({ projectId: z.guid(), version: z.int(), changes: fieldChanges });

type Changed = z.infer<typeof changed>;

const ofTask = (name: `workspace.${string}`, meaning: string): EventType<Changed> =>
  defineEvent({ name, meaning, subject: 'Task', risk: 'low', body: changed });

export const taskCreated = ofTask('workspace.task_created', 'A task was created.');
export const taskUpdated = ofTask('workspace.task_updated', 'A task was changed.');
export const taskDeleted = ofTask('workspace.task_deleted', 'A task was put into the bin.');
export const taskRestored = ofTask('workspace.task_restored', 'A task was taken out of the bin.');
