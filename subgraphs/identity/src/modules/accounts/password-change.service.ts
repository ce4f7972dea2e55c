import { passwordChanged, recordEvent } from '@hub/runtime/events';
import { invalidField, type InvalidInput } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { hashPassword, passwordFits } from '../sessions/password.js';
import { tooManyAttempts, type TooManyAttempts } from '../sessions/too-many-attempts.js';
import type { ChangePassword } from './account-input.js';
import * as accounts from './account.repository.js';
import { requirePerson } from './account.service.js';

type ChangeResult =
  { readonly __typename: 'ChangePasswordSuccess'; readonly passwordChanged: true } | InvalidInput | TooManyAttempts;

/** What was found of a password that a signed-in person typed: the stored hash, or why it does not count. */
export type PasswordCheck = { readonly passwordHash: string } | InvalidInput | TooManyAttempts;

/** Asks the person of the session for their password once more. Wrong ones are counted as those of signing in are. */
export async function reauthenticate(context: Context, path: string, typed: string): Promise<PasswordCheck> {
  const { accountId } = requirePerson(context);
  const { signInThrottle, cache, now } = context;
  const subject = `password/${accountId}`;
  const wait = await signInThrottle.waitSeconds(cache, subject, now());
  if (wait > 0) return tooManyAttempts('The password was wrong too often.', wait);
  const account = await context.database.read((db) => accounts.findOwnAccount(db, accountId));
  const passwordHash = account?.passwordHash ?? null;
  if (passwordHash !== null && (await passwordFits(typed, passwordHash))) return { passwordHash };
  await signInThrottle.count(cache, subject, now());
  return invalidField(path, 'This is not your password.');
}

/** Changes the person's own password, and ends every other session of theirs, in every team. */
export async function changePassword(context: Context, input: ChangePassword): Promise<ChangeResult> {
  const { accountId, sessionId } = requirePerson(context);
  const known = await reauthenticate(context, 'currentPassword', input.currentPassword);
  if ('__typename' in known) return known;
  const after = await hashPassword(input.newPassword);
  const isDone = await context.database.write(async (tx) => {
    if (!(await accounts.changeOwnPassword(tx, { before: known.passwordHash, after, sessionId }))) return false;
    await recordEvent(tx, passwordChanged, { subjectId: accountId, body: { accountId }, persons: [accountId] });
    return true;
  });
  if (isDone) return { __typename: 'ChangePasswordSuccess', passwordChanged: true };
  return invalidField('currentPassword', 'Your password was changed at this moment. Sign in again.');
}
