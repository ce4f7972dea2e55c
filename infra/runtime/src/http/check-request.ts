import type { FastifyRequest } from 'fastify';
import { HubError } from '../errors/errors.js';
import { isStorableText } from '../values/values.js';
import { unreadableAddress } from './error-answer.js';

const graphicAscii = /^[!-~]*$/u;
const charsetParameter = /;\s*charset\s*=\s*"?([^\s;"]*)/iu;

/**
 * Refuses what nobody behind the door could read: an address that is no percent-encoded text, a body in another encoding
 * than UTF-8, a compressed body. Compressed bodies are not unpacked at all: a small one can unpack to gigabytes.
 *
 * @throws HubError `BAD_REQUEST` or `UNSUPPORTED_MEDIA_TYPE`.
 */
export function checkRequest({ raw, headers }: FastifyRequest): void {
  if (!isReadableAddress(raw.url ?? '')) throw new HubError('BAD_REQUEST', unreadableAddress);
  if (headers.host === undefined && raw.httpVersion === '1.1')
    throw new HubError('BAD_REQUEST', 'The request has no host header.');
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity')
    throw new HubError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as it is, without content-encoding.');
  const charset = charsetParameter.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase();
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')
    throw new HubError('UNSUPPORTED_MEDIA_TYPE', 'Send the body in UTF-8.');
}

/** `%00`, broken sequences and bytes outside ASCII would reach stores, file names and other servers as something else. */
function isReadableAddress(address: string): boolean {
  if (!graphicAscii.test(address)) return false;
  try {
    return isStorableText(decodeURIComponent(address));
  } catch {
    return false;
  }
}

/** The address without the server's name, which a client may write as proxies do: `GET http://host/path`. */
export function addressIn(url: string | undefined): string {
  const address = (url ?? '/').replace(/^https?:\/\/[^/?#]*/iu, '');
  return address.startsWith('/') ? address : `/${address}`;
}
