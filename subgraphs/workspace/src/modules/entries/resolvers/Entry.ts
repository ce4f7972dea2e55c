import { referenceTo, encodeId } from '@hub/runtime/graphql';
import type { EntryResolvers } from '../../../types.generated.js';
import { memberReference } from '../../members/member-reference.js';
import { tenderIdOf } from '../entry-tender.js';
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
  tender: (entry) => ({ id: tenderIdOf(entry) }),
  closingAt: async (entry, _args, { loaders }) =>
    (await loaders.closingTime.load(tenderIdOf(entry)))?.closingAt ?? null,
  readinessScore: async (entry, _args, { loaders }) =>
    (await loaders.readinessScore.load(tenderIdOf(entry)))?.score ?? null,
  assignee: ({ assigneeMembershipId }) => memberReference(assigneeMembershipId),
  createdBy: ({ createdByMembershipId }) => memberReference(createdByMembershipId),
  updatedBy: ({ updatedByMembershipId }) => memberReference(updatedByMembershipId),
};
