import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { InvitationResolvers } from '../../../types.generated.js';
import { roleOf } from '../../teams/enums.js';
import { statusOf } from '../invitation-status.js';

export const Invitation: InvitationResolvers = {
  __resolveReference: referenceTo('Invitation', (row, { loaders }: Context) => loaders.invitation.load(row)),
  id: ({ id }) => encodeId('Invitation', id),
  role: ({ role }) => roleOf(role),
  status: (invitation, _args, { now }) => statusOf(invitation, now()),
  createdBy: ({ createdByMembershipId: by }, _args, { loaders }) => (by === null ? null : loaders.member.load(by)),
  updatedBy: ({ updatedByMembershipId: by }, _args, { loaders }) => (by === null ? null : loaders.member.load(by)),
};
