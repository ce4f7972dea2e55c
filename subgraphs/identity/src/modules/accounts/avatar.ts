import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Account } from '@hub/prisma/client';
import { avatarFiles, pictureExtension, type FilePath } from '@hub/runtime/files';
import type { Context } from '../../context.js';

const dayMs = 86_400_000;
const sendingMs = 10 * 60_000;

type Pictures = Pick<Context, 'files' | 'now'>;

/** Where a picture of a person is seen: here when they sent it, elsewhere when they named it; null for none. */
export function avatarUrlOf(
  { id, avatarFile, avatarUrl }: Pick<Account, 'id' | 'avatarFile' | 'avatarUrl'>,
  { files, now }: Pictures,
): string | null {
  if (avatarFile === null) return avatarUrl;
  // The same address all day, so that browsers load the picture once.
  const endsAt = new Date((Math.floor(now().getTime() / dayMs) + 2) * dayMs);
  return `${files.publicUrl}${files.pictureLinks.sign(keptAt(id, avatarFile), endsAt)}`;
}

/** Where a person sends a picture of themselves to. */
export function avatarUploadUrlOf({ id }: Pick<Account, 'id'>, { files, now }: Pictures): string {
  return `${files.publicUrl}${files.uploadLinks.sign(sentBy(id), new Date(now().getTime() + sendingMs))}`;
}

/** A picture that a person sent, and the name of the file that it is kept in. */
export interface SentAvatar {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The picture that a person sent, if it is still the one with this SHA-256; null when nothing of the kind was sent. */
export async function findSentAvatar(
  { files }: Pictures,
  accountId: string,
  sha256: string,
): Promise<SentAvatar | null> {
  const file = await files.store.open(sentBy(accountId));
  if (file === null) return null;
  const bytes = Buffer.concat(await file.read().toArray());
  const extension = pictureExtension(bytes);
  if (extension === null || createHash('sha256').update(bytes).digest('hex') !== sha256) return null;
  return { name: `${sha256}.${extension}`, bytes };
}

/** Keeps a picture of a person. */
export async function keepAvatar({ files }: Pictures, accountId: string, { name, bytes }: SentAvatar): Promise<void> {
  await files.store.put(keptAt(accountId, name), Readable.from([bytes]));
}

/** Removes a picture of a person. */
export async function removeKeptAvatar({ files }: Pictures, accountId: string, name: string): Promise<void> {
  await files.store.remove(keptAt(accountId, name));
}

/** Removes what a person sent. */
export async function removeSentAvatar({ files }: Pictures, accountId: string): Promise<void> {
  await files.store.remove(sentBy(accountId));
}

function keptAt(ownerId: string, name: string): FilePath {
  return { ownerId, kind: avatarFiles.kind, name };
}

function sentBy(ownerId: string): FilePath {
  return { ownerId, ...avatarFiles.sent };
}
