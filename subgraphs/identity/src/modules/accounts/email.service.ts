import {
  emailChangeRequested,
  emailVerificationRequested,
  emailVerified,
  recordEvent,
  type EventType,
} from '@hub/runtime/events';
import { invalidField, type InvalidInput } from '@hub/runtime/graphql';
import { queueMail, type Mail } from '@hub/runtime/mail';
import type { Context } from '../../context.js';
import { hashOf, newEmailCode } from '../registration/email-code.js';
import { takeMail } from '../registration/mail-throttle.js';
import {
  findAccount,
  findEmailToken,
  insertEmailToken,
  useEmailToken,
  type EmailTokenPurpose,
} from '../registration/registration.repository.js';
import { tooManyAttempts, type TooManyAttempts } from '../sessions/too-many-attempts.js';
import type { RequestEmailChange, RequestEmailVerification, VerifyEmail } from './account-input.js';
import * as accounts from './account.repository.js';
import { requirePerson } from './account.service.js';
import { addressChangedMail, addressTakenMail, verificationMail } from './email-mail.js';
import { reauthenticate } from './password-change.service.js';

type Sent<Name extends string> =
  { readonly __typename: Name; readonly expiresAt: Date } | InvalidInput | TooManyAttempts;
type VerifyResult = { readonly __typename: 'VerifyEmailSuccess'; readonly email: string } | InvalidInput;

const codeLifeMs = 24 * 3_600_000;
const codeEnded = invalidField('code', 'This code has ended or was used. Request a new one.', 'ENDED');

/** Sends a code to the person's own address. */
export async function requestEmailVerification(
  context: Context,
  { idempotencyKey }: RequestEmailVerification,
): Promise<Sent<'RequestEmailVerificationSuccess'>> {
  const { accountId } = requirePerson(context);
  const account = await context.database.read((db) => accounts.findOwnAccount(db, accountId));
  if (account === null) return codeEnded;
  const { email } = account;
  const sending = { purpose: 'VERIFY_EMAIL', type: emailVerificationRequested } as const;
  const expiresAt = await sendCode(context, { ...sending, email, idempotencyKey, isTaken: false });
  return expiresAt instanceof Date ? { __typename: 'RequestEmailVerificationSuccess', expiresAt } : expiresAt;
}

/** Sends a code to an address that is to be the person's. The same is answered where somebody has it already. */
export async function requestEmailChange(
  context: Context,
  { email, password, idempotencyKey }: RequestEmailChange,
): Promise<Sent<'RequestEmailChangeSuccess'>> {
  const known = await reauthenticate(context, 'password', password);
  if ('__typename' in known) return known;
  const isTaken = (await context.database.readPublic((db) => findAccount(db, email))) !== null;
  const sending = { purpose: 'CHANGE_EMAIL', type: emailChangeRequested } as const;
  const expiresAt = await sendCode(context, { ...sending, email, idempotencyKey, isTaken });
  return expiresAt instanceof Date ? { __typename: 'RequestEmailChangeSuccess', expiresAt } : expiresAt;
}

interface Sending {
  readonly purpose: EmailTokenPurpose;
  readonly type: EventType<{ accountId: string }>;
  readonly email: string;
  readonly idempotencyKey: string | undefined;
  /** Somebody else has the address: they are told, and get no code. */
  readonly isTaken: boolean;
}

/** When the code ends; or why no mail goes out. */
async function sendCode(context: Context, sending: Sending): Promise<Date | TooManyAttempts> {
  const { purpose, type, email, idempotencyKey, isTaken } = sending;
  const { accountId } = requirePerson(context);
  const wait = await takeMail(context, email, accountId);
  if (wait > 0) return tooManyAttempts('Too many codes were requested.', wait);
  const code = newEmailCode();
  const expiresAt = new Date(context.now().getTime() + codeLifeMs);
  const requestHash =
    idempotencyKey === undefined ? null : hashOf(`${purpose} ${accountId} ${email} ${idempotencyKey}`);
  await context.database.write(async (tx) => {
    const token = { purpose, tokenHash: code.hash, email, accountId, requestHash, expiresAt };
    if (!(await insertEmailToken(tx, token))) return;
    const mail = isTaken ? addressTakenMail(email) : verificationMail(email, code.text);
    await queueMail(tx, context.cipher, { mail, key: `address:${code.text.slice(-12)}` });
    await recordEvent(tx, type, { subjectId: accountId, body: { accountId }, persons: [accountId] });
  });
  return expiresAt;
}

/** Proves an address with a code: that of the account, or the one that it is to have. */
export async function verifyEmail(context: Context, { code }: VerifyEmail): Promise<VerifyResult> {
  const find = (purpose: EmailTokenPurpose) =>
    context.database.readPublic((db) => findEmailToken(db, purpose, hashOf(code)));
  const token = (await find('VERIFY_EMAIL')) ?? (await find('CHANGE_EMAIL'));
  if (token === null || token.usedAt !== null || token.expiresAt <= context.now()) return codeEnded;
  const { id, accountId, email } = token;
  if (accountId === null) return codeEnded;
  const isChange = token.purpose === 'CHANGE_EMAIL';
  const database = context.databaseAs({ kind: 'system', name: 'identity:accounts', teamId: null }, context);
  const isDone = await database.write(async (tx) => {
    if (!(await useEmailToken(tx, { id, at: context.now(), key: null, createdId: null }))) return false;
    const before = isChange ? await accounts.changeEmail(tx, accountId, email) : null;
    if (isChange ? before === null : !(await accounts.noteVerified(tx, accountId, email))) return false;
    if (before !== null) await queueMail(tx, context.cipher, noticeTo(before, id));
    const body = { accountId, isChanged: isChange };
    await recordEvent(tx, emailVerified, { subjectId: accountId, body, persons: [accountId] });
    return true;
  });
  return isDone ? { __typename: 'VerifyEmailSuccess', email } : codeEnded;
}

function noticeTo(address: string, tokenId: string): { mail: Mail; key: string } {
  return { mail: addressChangedMail(address), key: `address-changed:${tokenId}` };
}
