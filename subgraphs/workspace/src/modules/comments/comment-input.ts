import { idempotencyKey, idOf, optional } from '@hub/runtime/graphql';
import { isStorableText, unstorableTextMessage } from '@hub/runtime/values';
import { z } from 'zod';
import { expectedVersionOf } from '../base/input-parts.js';

const textMessage = 'text must have 1 to 10000 characters.';
// As a person wrote it, indents and all.
const text = z
  .string()
  .max(10_000, textMessage)
  .refine(isStorableText, unstorableTextMessage)
  .refine((written) => written.trim() !== '', textMessage);
const mentionsMax = 20;
const mentionIds = z
  .array(idOf('Member'))
  .max(mentionsMax, `A comment may mention at most ${mentionsMax} members.`)
  .transform((ids) => [...new Set(ids)]);
const expectedVersion = expectedVersionOf('comment');

/** The comment to add. */
export const createCommentInput = z
  .object({
    entryId: optional(idOf('Entry')),
    projectId: optional(idOf('Project')),
    taskId: optional(idOf('Task')),
    text,
    mentionIds: optional(mentionIds).transform((ids) => ids ?? []),
    idempotencyKey: idempotencyKey(),
  })
  .refine(
    ({ entryId, projectId, taskId }) => [entryId, projectId, taskId].filter((id) => id !== undefined).length === 1,
    { path: ['entryId'], message: 'Send exactly one of entryId, projectId and taskId.' },
  );
export type CreateComment = z.infer<typeof createCommentInput>;

/** What an update changes: only the fields that the client sent. */
export const updateCommentInput = z
  .object({
    id: idOf('Comment'),
    expectedVersion,
    text: text.exactOptional(),
    mentionIds: mentionIds.exactOptional(),
  })
  .refine((input) => input.text !== undefined || input.mentionIds !== undefined, 'Send text, mentionIds or both.');
export type UpdateComment = z.infer<typeof updateCommentInput>;

export const deleteCommentInput = z.object({ id: idOf('Comment'), expectedVersion });
export const restoreCommentInput = z.object({ id: idOf('Comment') });
