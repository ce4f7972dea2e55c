import { idempotencyKey } from '@hub/runtime/graphql';
import { z } from 'zod';
import { email, passwordLengthMin } from '../registration/registration-input.js';

/** Whose password was forgotten. */
export const requestPasswordResetInput = z.object({ email, idempotencyKey: idempotencyKey() });
export type RequestPasswordReset = z.infer<typeof requestPasswordResetInput>;

/** What it is to be. */
export const resetPasswordInput = z.object({
  code: z.string().trim().min(1, 'Give the code from the mail.').max(200, 'This is no code of ours.'),
  password: z
    .string()
    .min(passwordLengthMin, `A password has at least ${passwordLengthMin} characters.`)
    .max(1_024, 'A password has at most 1024 characters.'),
});
export type ResetPassword = z.infer<typeof resetPasswordInput>;
