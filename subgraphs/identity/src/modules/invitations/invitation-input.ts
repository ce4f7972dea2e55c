import { idempotencyKey, idOf, optional, textOf } from '@hub/runtime/graphql';
import { z } from 'zod';
import { email, password } from '../registration/registration-input.js';

/** Who is invited, and as what. An owner is made of a member, never invited. */
export const createInvitationInput = z.object({
  email,
  role: z
    .enum(['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'])
    .refine((role) => role !== 'OWNER', 'Nobody is invited as an owner. Invite an admin.'),
  idempotencyKey: idempotencyKey(),
});
export type CreateInvitation = z.infer<typeof createInvitationInput>;

/** Which invitation. */
export const invitationIdInput = z.object({ id: idOf('Invitation') });
export type InvitationId = z.infer<typeof invitationIdInput>;

/** Who joins. */
export const acceptInvitationInput = z.object({
  code: z.string().trim().min(1, 'Give the code from the mail.').max(200, 'This is no code of ours.'),
  displayName: optional(textOf('displayName', 120)),
  password: optional(password),
});
export type AcceptInvitation = z.infer<typeof acceptInvitationInput>;
