import { idempotencyKey, idOf, textOf } from '@hub/runtime/graphql';
import { z } from 'zod';
import { expectedVersion } from '../../expected-version.js';
import { email, password, passwordLengthMin } from '../registration/registration-input.js';

/** Whose password was forgotten. */
export const requestPasswordResetInput = z.object({ email, idempotencyKey: idempotencyKey() });
export type RequestPasswordReset = z.infer<typeof requestPasswordResetInput>;

const code = z.string().trim().min(1, 'Give the code from the mail.').max(200, 'This is no code of ours.');
const newPassword = z
  .string()
  .min(passwordLengthMin, `A password has at least ${passwordLengthMin} characters.`)
  .max(1_024, 'A password has at most 1024 characters.');

/** What it is to be. */
export const resetPasswordInput = z.object({ code, password: newPassword });
export type ResetPassword = z.infer<typeof resetPasswordInput>;

const phone = textOf('phone', 30, 5).refine(
  (text) => /^\+?[\d ()/.-]+$/u.test(text) && (text.match(/\d/gu)?.length ?? 0) >= 5,
  'phone must be a telephone number, such as +27 12 345 6789.',
);
const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._-]{1,28}[a-z0-9]$/u,
    'username must have 3 to 30 small letters, digits, dots, hyphens and underscores, and begin and end with a letter or digit.',
  );
const avatarUrl = textOf('avatarUrl', 500).refine(isPictureAddress, {
  message: 'avatarUrl must be an https address of a picture, without a user name or password in it.',
});

const avatarUpload = z
  .string()
  .regex(/^[0-9a-f]{64}$/u, 'avatarUpload must be the upload that was answered when the picture was sent.');

/** True for an address that a browser can load, and that tells it nothing but where. */
function isPictureAddress(text: string): boolean {
  if (!/^https:\/\/[^\s\p{Cc}]+$/u.test(text) || !URL.canParse(text)) return false;
  const { hostname, username: user, password: secret } = new URL(text);
  return hostname.includes('.') && user === '' && secret === '';
}

const nullable = <Value>(schema: z.ZodType<Value>) => z.union([z.null(), schema]).exactOptional();

/** What an update changes: only the fields that the client sent, where null is a value. */
export const updateAccountInput = z
  .object({
    expectedVersion: expectedVersion('account'),
    displayName: textOf('displayName', 120).exactOptional(),
    firstName: nullable(textOf('firstName', 100)),
    lastName: nullable(textOf('lastName', 100)),
    title: nullable(textOf('title', 100)),
    avatarUrl: nullable(avatarUrl),
    avatarUpload: avatarUpload.exactOptional(),
    phone: nullable(phone),
    username: nullable(username),
  })
  .refine((input) => input.avatarUrl === undefined || input.avatarUpload === undefined, {
    path: ['avatarUpload'],
    message: 'Send avatarUrl or avatarUpload, not both.',
  });
export type UpdateAccount = z.infer<typeof updateAccountInput>;

/** Both passwords. */
export const changePasswordInput = z.object({ currentPassword: password, newPassword });
export type ChangePassword = z.infer<typeof changePasswordInput>;

/** A code for one's own address. */
export const requestEmailVerificationInput = z.object({ idempotencyKey: idempotencyKey() });
export type RequestEmailVerification = z.infer<typeof requestEmailVerificationInput>;

/** Another address. */
export const requestEmailChangeInput = z.object({ email, password, idempotencyKey: idempotencyKey() });
export type RequestEmailChange = z.infer<typeof requestEmailChangeInput>;

/** The code from a mail. */
export const verifyEmailInput = z.object({ code });
export type VerifyEmail = z.infer<typeof verifyEmailInput>;

/** Whose account, and why. */
export const deactivateAccountInput = z.object({ id: idOf('Member'), reason: textOf('reason', 500) });
export type DeactivateAccount = z.infer<typeof deactivateAccountInput>;

/** Whose account. */
export const reactivateAccountInput = z.object({ id: idOf('Member') });
export type ReactivateAccount = z.infer<typeof reactivateAccountInput>;
