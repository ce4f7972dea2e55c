import { recordEvent, signUpRequested } from '@hub/runtime/events';
import { queueMail } from '@hub/runtime/mail';
import type { Context } from '../../context.js';
import { tooManyAttempts, type TooManyAttempts } from '../sessions/too-many-attempts.js';
import { hashOf, newEmailCode } from './email-code.js';
import { takeMail } from './mail-throttle.js';
import type { RequestSignUp } from './registration-input.js';
import { insertEmailToken } from './registration.repository.js';
import { signUpMail } from './sign-up-mail.js';

type RequestResult = { readonly __typename: 'RequestSignUpSuccess'; readonly expiresAt: Date } | TooManyAttempts;

const codeLifeMs = 24 * 3_600_000;

/**
 * Sends a code to an e-mail address. Whether the address has an account is not looked at, so that neither the answer nor the
 * time that it takes tells.
 */
export async function requestSignUp(
  context: Context,
  { email, idempotencyKey }: RequestSignUp,
): Promise<RequestResult> {
  const wait = await takeMail(context, email);
  if (wait > 0) return tooManyAttempts('Too many codes were requested.', wait);
  const code = newEmailCode();
  const expiresAt = new Date(context.now().getTime() + codeLifeMs);
  const database = context.databaseAs({ kind: 'system', name: 'identity:sign-up', teamId: null }, context);
  await database.write(async (tx) => {
    const isNew = await insertEmailToken(tx, {
      purpose: 'SIGN_UP',
      tokenHash: code.hash,
      email,
      accountId: null,
      requestHash: idempotencyKey === undefined ? null : hashOf(`sign-up ${email} ${idempotencyKey}`),
      expiresAt,
    });
    if (!isNew) return;
    await queueMail(tx, context.cipher, { mail: signUpMail(email, code.text), key: `sign-up:${code.text.slice(-12)}` });
    await recordEvent(tx, signUpRequested, { body: {} });
  });
  return { __typename: 'RequestSignUpSuccess', expiresAt };
}
