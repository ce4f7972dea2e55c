import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { revokeInvitation as revoke } from '../../invitation.service.js';
import { invitationIdInput } from '../../invitation-input.js';

export const revokeInvitation: NonNullable<MutationResolvers['revokeInvitation']> = mutation(invitationIdInput, revoke);
