import { createHmac, timingSafeEqual } from 'node:crypto';
import { HubError } from '../errors/errors.js';
import { isFilePath, textOfPath, type FilePath } from './file-path.js';

/** Makes and reads links that open one file for a short time, for whoever holds them. */
export interface DownloadLinks {
  /**
   * Path and query of a link.
   * @throws HubError `CONFIGURATION_INVALID` when the process has no key for links.
   */
  sign(path: FilePath, expiresAt: Date): string;
  /** The file that a link opens; null for one that was changed, has expired, or was made with another key. */
  read(target: string, now: Date): FilePath | null;
}

/** Links signed with HMAC-SHA256 over the file and the moment at which the link ends. */
export function downloadLinks(key: string): DownloadLinks {
  const signatureOf = (path: FilePath, expires: string): Buffer =>
    createHmac('sha256', key)
      .update(`download:v1\n${textOfPath(path)}\n${expires}`)
      .digest();
  return {
    sign(path, expiresAt) {
      const expires = String(Math.floor(expiresAt.getTime() / 1000));
      const signature = signatureOf(path, expires).toString('base64url');
      return `/downloads/${path.kind}/${path.teamId}/${path.name}?expires=${expires}&signature=${signature}`;
    },
    read(target, now) {
      const { pathname, searchParams } = new URL(target, 'http://hub');
      const [, door, kind = '', teamId = '', name = '', ...rest] = pathname.split('/');
      const path = { teamId, kind, name };
      const expires = searchParams.get('expires') ?? '';
      if (door !== 'downloads' || rest.length > 0 || !isFilePath(path) || !/^\d{1,12}$/u.test(expires)) return null;
      const received = Buffer.from(searchParams.get('signature') ?? '', 'base64url');
      const expected = signatureOf(path, expires);
      // Compared in constant time: how long a refusal takes must not tell how much of a guess was right.
      if (received.length !== expected.length || !timingSafeEqual(received, expected)) return null;
      return Number(expires) * 1000 > now.getTime() ? path : null;
    },
  };
}

/** Links of a process without a key: none can be made, and none opens anything. */
export const noDownloadLinks: DownloadLinks = {
  sign() {
    throw new HubError('CONFIGURATION_INVALID', 'DOWNLOAD_LINK_KEY is missing: files cannot be handed out without it.');
  },
  read: () => null,
};
