import { createHmac, timingSafeEqual } from 'node:crypto';
import { HubError } from '../errors/errors.js';
import { isFilePath, textOfPath, type FilePath } from './file-path.js';

/** Makes and reads links to one file that work for a short time, for whoever holds them. */
export interface FileLinks {
  /**
   * Path and query of a link.
   * @throws HubError `CONFIGURATION_INVALID` when the process has no key for links.
   */
  sign(path: FilePath, expiresAt: Date): string;
  /** The file of a link; null for one that was changed, has expired, or was made for something else or with another key. */
  read(target: string, now: Date): FilePath | null;
}

/** What a link is for: to keep a file, to send one, to show a picture, or to read an archive. It is the first part of its address. */
export type LinkPurpose = 'download' | 'upload' | 'picture' | 'archive';

/** Links for one purpose, signed with HMAC-SHA256 over the purpose, the file and the moment at which the link ends. */
export function fileLinks(key: string, purpose: LinkPurpose): FileLinks {
  const signatureOf = (path: FilePath, expires: string): Buffer =>
    createHmac('sha256', key)
      .update(`${purpose}:v1\n${textOfPath(path)}\n${expires}`)
      .digest();
  return {
    sign(path, expiresAt) {
      const expires = String(Math.floor(expiresAt.getTime() / 1000));
      const signature = signatureOf(path, expires).toString('base64url');
      return `/${purpose}s/${path.kind}/${path.ownerId}/${path.name}?expires=${expires}&signature=${signature}`;
    },
    read(target, now) {
      const { pathname, searchParams } = new URL(target, 'http://hub');
      const [, door, kind = '', ownerId = '', name = '', ...rest] = pathname.split('/');
      const path = { ownerId, kind, name };
      const expires = searchParams.get('expires') ?? '';
      if (door !== `${purpose}s` || rest.length > 0 || !isFilePath(path) || !/^\d{1,12}$/u.test(expires)) return null;
      const received = Buffer.from(searchParams.get('signature') ?? '', 'base64url');
      const expected = signatureOf(path, expires);
      // Compared in constant time: how long a refusal takes must not tell how much of a guess was right.
      if (received.length !== expected.length || !timingSafeEqual(received, expected)) return null;
      return Number(expires) * 1000 > now.getTime() ? path : null;
    },
  };
}

/** Links of a process without a key: none can be made, and none opens anything. */
export const noFileLinks: FileLinks = {
  sign() {
    throw new HubError('CONFIGURATION_INVALID', 'DOWNLOAD_LINK_KEY is missing: files cannot be handed out without it.');
  },
  read: () => null,
};
