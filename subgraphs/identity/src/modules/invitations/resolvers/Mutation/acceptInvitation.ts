import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { acceptInvitation as accept } from '../../accept-invitation.service.js';
import { acceptInvitationInput } from '../../invitation-input.js';

export const acceptInvitation: NonNullable<MutationResolvers['acceptInvitation']> = mutation(
  acceptInvitationInput,
  accept,
);
