import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { resendInvitation as resend } from '../../invitation.service.js';
import { invitationIdInput } from '../../invitation-input.js';

export const resendInvitation: NonNullable<MutationResolvers['resendInvitation']> = mutation(invitationIdInput, resend);
