import { invalidField, type InvalidInput } from '@hub/runtime/graphql';
import { uuidV7 } from '@hub/runtime/values';
import type { Context } from '../../context.js';
import { hashPassword, passwordFits } from '../sessions/password.js';
import { passwordLengthMin } from './registration-input.js';
import { findAccount } from './registration.repository.js';

/** Who has proved an e-mail address: a person with an account, or one who is to have it. */
export type Person =
  | { readonly isNew: false; readonly accountId: string }
  | {
      readonly isNew: true;
      readonly accountId: string;
      readonly row: { id: string; email: string; displayName: string; passwordHash: string };
    };

/** What a person says of themselves beside the code. */
export interface Claim {
  readonly email: string;
  /** May be left out by whoever is signed in to the account. */
  readonly password: string | undefined;
  readonly displayName: string | undefined;
}

/**
 * Who holds a code: with an account by its password, which is throttled as signing in is, or by being signed in to it; else by
 * what the new account is to be.
 */
export async function provePerson(context: Context, claim: Claim): Promise<Person | InvalidInput> {
  const { email, password, displayName } = claim;
  const known = await context.database.readPublic((db) => findAccount(db, email));
  if (known === null) {
    if (displayName === undefined) return nameMissing;
    if (password === undefined || password.length < passwordLengthMin) return passwordShort;
    const id = uuidV7();
    return {
      isNew: true,
      accountId: id,
      row: { id, email, displayName, passwordHash: await hashPassword(password) },
    };
  }
  if (!known.is_active) return deactivated;
  const { actor, cache, signInThrottle, now } = context;
  if (actor.kind === 'user' && actor.accountId === known.account_id)
    return { isNew: false, accountId: known.account_id };
  if (password === undefined) return passwordWrong;
  const subject = `code/${email}`;
  if ((await signInThrottle.waitSeconds(cache, subject, now())) > 0) return tooOften;
  if (await passwordFits(password, known.password_hash)) return { isNew: false, accountId: known.account_id };
  await signInThrottle.count(cache, subject, now());
  return passwordWrong;
}

const nameMissing = invalidField('displayName', 'Give your name: you have no account yet.', 'REQUIRED');
const passwordShort = invalidField('password', `A password has at least ${passwordLengthMin} characters.`, 'TOO_SHORT');
const deactivated = invalidField('code', 'The account of this e-mail address is deactivated.', 'INACTIVE');
const passwordWrong = invalidField(
  'password',
  'You have an account with this e-mail address. Give its password.',
  'INVALID_VALUE',
);
const tooOften = invalidField(
  'password',
  'The password was wrong too often. Try again in a quarter of an hour.',
  'INVALID_VALUE',
);
