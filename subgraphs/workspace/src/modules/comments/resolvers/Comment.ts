import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { CommentResolvers } from '../../../types.generated.js';
import { memberReference } from '../../members/member-reference.js';

export const Comment: CommentResolvers = {
  __resolveReference: referenceTo('Comment', (row, { loaders }: Context) => loaders.comment.load(row)),
  id: ({ id }) => encodeId('Comment', id),
  mentions: async ({ id }, _args, { loaders }) =>
    (await loaders.mentions.load(id)).map(({ membershipId }) => ({ id: encodeId('Member', membershipId) })),
  entry: ({ entryId }, _args, { loaders }) => (entryId === null ? null : loaders.entry.load(entryId)),
  project: ({ projectId }, _args, { loaders }) => (projectId === null ? null : loaders.project.load(projectId)),
  task: ({ taskId }, _args, { loaders }) => (taskId === null ? null : loaders.task.load(taskId)),
  createdBy: ({ createdByMembershipId }) => memberReference(createdByMembershipId),
  updatedBy: ({ updatedByMembershipId }) => memberReference(updatedByMembershipId),
  deletedBy: ({ deletedByMembershipId }) => memberReference(deletedByMembershipId),
};
