import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { UnitResolvers } from '../../../types.generated.js';
import { unitMembersPage } from '../unit-lists.js';

export const Unit: UnitResolvers = {
  __resolveReference: referenceTo('Unit', (row, { loaders }: Context) => loaders.unit.load(row)),
  id: ({ id }) => encodeId('Unit', id),
  parent: ({ parentId }, _args, { loaders }) => (parentId === null ? null : loaders.unit.load(parentId)),
  members: ({ id }, page, context) => unitMembersPage(context, id, page),
  createdBy: ({ createdByMembershipId: by }, _args, { loaders }) => (by === null ? null : loaders.member.load(by)),
  updatedBy: ({ updatedByMembershipId: by }, _args, { loaders }) => (by === null ? null : loaders.member.load(by)),
};
