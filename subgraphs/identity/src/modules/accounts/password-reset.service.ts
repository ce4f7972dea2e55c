import { passwordReset, passwordResetRequested, recordEvent } from '@hub/runtime/events';
import { invalidField, type InvalidInput } from '@hub/runtime/graphql';
import { queueMail } from '@hub/runtime/mail';
import type { Context } from '../../context.js';
import { hashOf, newEmailCode } from '../registration/email-code.js';
import { takeMail } from '../registration/mail-throttle.js';
import {
  findAccount,
  findEmailToken,
  insertEmailToken,
  useEmailToken,
} from '../registration/registration.repository.js';
import { hashPassword } from '../sessions/password.js';
import { tooManyAttempts, type TooManyAttempts } from '../sessions/too-many-attempts.js';
import type { RequestPasswordReset, ResetPassword } from './account-input.js';
import { resetPasswordOf } from './account.repository.js';
import { noAccountMail, passwordMail } from './password-mail.js';

type RequestResult = { readonly __typename: 'RequestPasswordResetSuccess'; readonly expiresAt: Date } | TooManyAttempts;
type ResetResult = { readonly __typename: 'ResetPasswordSuccess'; readonly passwordChanged: true } | InvalidInput;

const codeLifeMs = 3_600_000;
const codeEnded = invalidField('code', 'This code has ended or was used. Request a new one.', 'ENDED');

/** Sends a code to reset a password. The same is answered, kept and sent on for an address that has no account. */
export async function requestPasswordReset(
  context: Context,
  { email, idempotencyKey }: RequestPasswordReset,
): Promise<RequestResult> {
  const wait = await takeMail(context, email);
  if (wait > 0) return tooManyAttempts('Too many codes were requested.', wait);
  const account = await context.database.readPublic((db) => findAccount(db, email));
  const accountId = account?.is_active ? account.account_id : null;
  const code = newEmailCode();
  const expiresAt = new Date(context.now().getTime() + codeLifeMs);
  await databaseOf(context).write(async (tx) => {
    const requestHash = idempotencyKey === undefined ? null : hashOf(`reset ${email} ${idempotencyKey}`);
    const token = { tokenHash: code.hash, email, accountId, requestHash, expiresAt };
    if (!(await insertEmailToken(tx, { purpose: 'RESET_PASSWORD', ...token }))) return;
    const mail = accountId === null ? noAccountMail(email) : passwordMail(email, code.text);
    await queueMail(tx, context.cipher, { mail, key: `reset:${code.text.slice(-12)}` });
    await recordEvent(tx, passwordResetRequested, { body: {} });
  });
  return { __typename: 'RequestPasswordResetSuccess', expiresAt };
}

/** Sets another password with the code, once, and ends every session of the person. */
export async function resetPassword(context: Context, { code, password }: ResetPassword): Promise<ResetResult> {
  const token = await context.database.readPublic((db) => findEmailToken(db, 'RESET_PASSWORD', hashOf(code)));
  if (token === null || token.usedAt !== null || token.expiresAt <= context.now()) return codeEnded;
  const { id, accountId } = token;
  if (accountId === null) return codeEnded;
  const passwordHash = await hashPassword(password);
  const isDone = await databaseOf(context).write(async (tx) => {
    if (!(await useEmailToken(tx, { id, at: context.now(), key: null, createdId: null }))) return false;
    if (!(await resetPasswordOf(tx, accountId, passwordHash))) return false;
    await recordEvent(tx, passwordReset, { subjectId: accountId, body: { accountId }, persons: [accountId] });
    return true;
  });
  return isDone ? { __typename: 'ResetPasswordSuccess', passwordChanged: true } : codeEnded;
}

function databaseOf(context: Context) {
  return context.databaseAs({ kind: 'system', name: 'identity:accounts', teamId: null }, context);
}
