import type { Account } from '@hub/prisma/client';
import type { TeamTransaction } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import { accountUpdated, recordEvent } from '@hub/runtime/events';
import { conflictWith, invalidField, type Conflict, type InvalidInput } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import type { UpdateAccount } from './account-input.js';
import * as accounts from './account.repository.js';
import { keepSentAvatar, removeOldAvatars } from './avatar.js';
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
  const kept = avatarUpload === undefined ? null : await keepSentAvatar(context, accountId, avatarUpload);
  if (avatarUpload !== undefined && kept === null) return nothingSent;
  const picture = kept === null ? {} : { avatarFile: kept, avatarUrl: null };
  const named = fields.avatarUrl === undefined ? {} : { avatarFile: null };
  const sent = { ...fields, ...named, ...picture };
  const { outcome, before } = await context.database.write((tx) => change(tx, { context, accountId, input: sent }));
  context.loaders.member.clear(membershipId);
  const isChanged = !('__typename' in outcome);
  const inUse = isChanged ? outcome.avatarFile : before.avatarFile;
  await removeOldAvatars(context, accountId, {
    names: [kept, before.avatarFile],
    inUse,
    isSentUsed: isChanged && kept !== null,
  });
  return isChanged ? { __typename: 'UpdateAccountSuccess', account: outcome } : outcome;
}

interface Changing {
  readonly context: Context;
  readonly accountId: string;
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
  { context, accountId, input }: Changing,
): Promise<Account | Refused> {
  const { expectedVersion, phone, username, ...plain } = input;
  if (current.version !== expectedVersion) return conflictWith('AccountConflict', 'account', current);
  const before = { ...current, phone: openPhone(context.cipher, current.phoneEncrypted, accountId) };
  const sent = Object.entries({ ...plain, phone, username }).filter(([, value]) => value !== undefined);
  const fields = sent.flatMap(([name, value]) => (Reflect.get(before, name) === value ? [] : [name]));
  if (fields.length === 0) return current;
  if (username !== undefined && fields.includes('username') && !(await accounts.setUsername(tx, username)))
    return nameTaken;
  const version = expectedVersion + 1;
  await accounts.changeOwnAccount(tx, accountId, {
    ...plain,
    ...(phone !== undefined && { phoneEncrypted: sealPhone(context.cipher, phone, accountId) }),
    version,
  });
  // Names are a person's own: which were changed is told, and not to what.
  const body = { accountId, version, fields: fields.toSorted() };
  await recordEvent(tx, accountUpdated, { subjectId: accountId, body, persons: [accountId] });
  return (await accounts.findOwnAccount(tx, accountId)) ?? current;
}
