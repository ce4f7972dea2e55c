import { referenceTo, encodeId } from '@hub/runtime/graphql';
import type { EntryResolvers } from '../../../types.generated.js';
import { memberReference } from '../../members/member-reference.js';
import { priorityOf, statusOf } from '../enums.js';
import type { Context } from '../../../context.js';

export const Entry: Pick<
  EntryResolvers,
  | 'assignee'
  | 'closingAt'
  | 'createdAt'
  | 'createdBy'
  | 'id'
  | 'notes'
  | 'priority'
  | 'readinessScore'
  | 'status'
  | 'tender'
  | 'updatedAt'
  | 'updatedBy'
  | 'version'
  | '__resolveReference'
> = {
  __resolveReference: referenceTo('Entry', (row, { loaders }: Context) => loaders.entry.load(row)),
  id: ({ id }) => encodeId('Entry', id),
  status: ({ status }) => statusOf(status),
  priority: ({ priority }) => priorityOf(priority),
  tender: ({ tenderId }) => ({ id: tenderId }),
  closingAt: async ({ tenderId }, _args, { loaders }) => (await loaders.closingTime.load(tenderId))?.closingAt ?? null,
  readinessScore: async ({ tenderId }, _args, { loaders }) =>
    (await loaders.readinessScore.load(tenderId))?.score ?? null,
  assignee: ({ assigneeMembershipId }) => memberReference(assigneeMembershipId),
  createdBy: ({ createdByMembershipId }) => memberReference(createdByMembershipId),
  updatedBy: ({ updatedByMembershipId }) => memberReference(updatedByMembershipId),
};
