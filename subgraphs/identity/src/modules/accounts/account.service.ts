import type { Account } from '@hub/prisma/client';
import type { TeamTransaction } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import { accountUpdated, recordEvent } from '@hub/runtime/events';
import { conflictWith, invalidField, type Conflict, type InvalidInput } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import type { UpdateAccount } from './account-input.js';
import * as accounts from './account.repository.js';
import { findSentAvatar, keepAvatar, removeKeptAvatar, removeSentAvatar, type SentAvatar } from './avatar.js';
import { openPhone, sealPhone } from './private-account.js';

type Refused = InvalidInput | Conflict<'AccountConflict', Account>;
type UpdateResult = { readonly __typename: 'UpdateAccountSuccess'; readonly account: Account } | Refused;

const nothingSent = invalidField(
  'avatarUpload',
  'No such picture was sent in the last hour. Send it to `me.account.private.avatarUploadUrl` first.',
);
const nameTaken = invalidField('username', 'Somebody has this user name already. Choose another one.', 'NAME_TAKEN');

/** The person of the request. @throws HubError `FORBIDDEN` for anybody else. */
export function requirePerson({ actor }: Pick<Context, 'actor'>) {
  if (actor.kind === 'user') return actor;
  throw new HubError('FORBIDDEN', 'Only a person who is signed in can do this.');
}

/** What only the person of the request sees of their account; null for the account of anybody else. */
export async function privateAccount(context: Context, id: string): Promise<Account | null> {
  const { actor, database } = context;
  if (actor.kind !== 'user' || actor.accountId !== id) return null;
  return database.read((db) => accounts.findOwnAccount(db, id));
}

/** Changes the person's own account, if it still has the version that the change was made on. */
export async function updateAccount(context: Context, input: UpdateAccount): Promise<UpdateResult> {
  const { accountId, membershipId } = requirePerson(context);
  const { avatarUpload, ...fields } = input;
  const sent = avatarUpload === undefined ? null : await findSentAvatar(context, accountId, avatarUpload);
  if (avatarUpload !== undefined && sent === null) return nothingSent;
  const picture = sent === null ? {} : { avatarFile: sent.name, avatarUrl: null };
  const named = fields.avatarUrl === undefined ? {} : { avatarFile: null };
  const changing = { context, accountId, sent, input: { ...fields, ...named, ...picture } };
  const { outcome, before } = await context.database
    .write((tx) => change(tx, changing))
    .catch(async (error: unknown) => {
      if (sent !== null) await removeUnusedAvatar(changing, sent.name);
      throw error;
    });
  context.loaders.member.clear(membershipId);
  if ('__typename' in outcome) return outcome;
  if (before.avatarFile !== null && before.avatarFile !== outcome.avatarFile)
    await removeUnusedAvatar(changing, before.avatarFile);
  if (sent !== null) await logged(context, () => removeSentAvatar(context, accountId));
  return { __typename: 'UpdateAccountSuccess', account: outcome };
}

interface Changing {
  readonly context: Context;
  readonly accountId: string;
  /** The picture that is to be kept. */
  readonly sent: SentAvatar | null;
  readonly input: Omit<UpdateAccount, 'avatarUpload'> & { readonly avatarFile?: string | null };
}

async function change(tx: TeamTransaction, changing: Changing) {
  const before = await accounts.lockOwnAccount(tx, changing.accountId);
  if (before === null) throw new HubError('SESSION_ENDED', 'This account no longer exists.');
  return { before, outcome: await changeFrom(tx, before, changing) };
}

async function changeFrom(
  tx: TeamTransaction,
  current: Account,
  { context, accountId, sent, input }: Changing,
): Promise<Account | Refused> {
  const { expectedVersion, phone, username, ...plain } = input;
  if (current.version !== expectedVersion) return conflictWith('AccountConflict', 'account', current);
  const before = { ...current, phone: openPhone(context.cipher, current.phoneEncrypted, accountId) };
  const stated = Object.entries({ ...plain, phone, username }).filter(([, value]) => value !== undefined);
  const fields = stated.flatMap(([name, value]) => (Reflect.get(before, name) === value ? [] : [name]));
  if (fields.length === 0) return current;
  if (username !== undefined && fields.includes('username') && !(await accounts.setUsername(tx, username)))
    return nameTaken;
  if (sent !== null) await keepAvatar(context, accountId, sent);
  const version = expectedVersion + 1;
  await accounts.changeOwnAccount(tx, accountId, {
    ...plain,
    ...(phone !== undefined && { phoneEncrypted: sealPhone(context.cipher, phone, accountId) }),
    version,
  });
  // Names are a person's own: which were changed is told, and not to what. A picture is one field, wherever it lies.
  const changed = new Set(fields.map((name) => (name === 'avatarFile' ? 'avatarUrl' : name)));
  const body = { accountId, version, fields: [...changed].toSorted() };
  await recordEvent(tx, accountUpdated, { subjectId: accountId, body, persons: [accountId] });
  return (await accounts.findOwnAccount(tx, accountId)) ?? current;
}

/**
 * Removes a picture, unless the account names it now. Pictures are kept and removed under the same lock, so that none goes that another
 * request has just taken. What cannot be removed goes with the person.
 */
async function removeUnusedAvatar(
  { context, accountId }: Pick<Changing, 'context' | 'accountId'>,
  name: string,
): Promise<void> {
  const remove = async (tx: TeamTransaction): Promise<void> => {
    const account = await accounts.lockOwnAccount(tx, accountId);
    if (account !== null && account.avatarFile !== name) await removeKeptAvatar(context, accountId, name);
  };
  await logged(context, () => context.database.write(remove, { isUnseen: true }));
}

/** The change is made, or has failed for a reason of its own: a file too many alters neither. */
async function logged({ logger }: Pick<Context, 'logger'>, work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) =>
    logger.warn({ event: 'avatar_not_removed', err: error }, 'An old picture of a person could not be removed.'),
  );
}
