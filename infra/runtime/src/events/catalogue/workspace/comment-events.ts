import { z } from 'zod';
import { defineEvent, type EventType } from '../../define-event.js';

/** What became of a comment, what it is about, and the memberships that it newly mentions. What it says is not told. */
const changed = z.strictObject({
  entryId: z.guid().nullable(),
  projectId: z.guid().nullable(),
  taskId: z.guid().nullable(),
  version: z.int(),
  mentioned: z.array(z.guid()),
});

type Changed = z.infer<typeof changed>;

const ofComment = (name: `workspace.${string}`, meaning: string): EventType<Changed> =>
  defineEvent({ name, meaning, subject: 'Comment', risk: 'low', body: changed });

export const commentCreated = ofComment('workspace.comment_created', 'A comment was added.');
export const commentUpdated = ofComment('workspace.comment_updated', 'A comment was changed by its author.');
export const commentDeleted = ofComment('workspace.comment_deleted', 'A comment was put into the bin.');
export const commentRestored = ofComment('workspace.comment_restored', 'A comment was taken out of the bin.');
