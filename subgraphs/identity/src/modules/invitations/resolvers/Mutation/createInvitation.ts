import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { createInvitation as create } from '../../invitation.service.js';
import { createInvitationInput } from '../../invitation-input.js';

export const createInvitation: NonNullable<MutationResolvers['createInvitation']> = mutation(
  createInvitationInput,
  create,
);
