import { createHash } from 'node:crypto';
import { readingLimits } from '../../document-text/index.js';
import { secured, PollFailure, type SourceClient } from '../../source-http/index.js';
import type { DueDocument } from './due-documents.repository.js';
import type { FetchOutcome } from './record-fetch.repository.js';

const headBytesMax = 512;

/** What came of looking, with what was sent: null where there is nothing new, or more than would be read. */
export type LookOutcome = FetchOutcome & { readonly retryAfterMs: number | null; readonly bytes: Buffer | null };

/**
 * Looks at a document: asks for it under the conditions of the last time and hashes what comes. The bytes are for reading and are not
 * kept.
 *
 * @returns what came of it; PollFailure `RATE_LIMITED` is thrown, since it is about all documents of the source.
 */
export async function fetchDocument(
  document: DueDocument,
  { client, hostsAllowed }: { client: SourceClient; hostsAllowed: readonly string[] },
): Promise<LookOutcome> {
  let body = startBody();
  try {
    const address = URL.parse(document.url);
    if (address === null) throw new PollFailure('REFUSED', 'The document has no address that can be asked.');
    const { etag, lastModified } = document;
    const answer = await client.ask({
      url: secured(address, hostsAllowed),
      headers: { accept: '*/*' },
      etag,
      lastModified,
      sink() {
        body = startBody();
        return body.take;
      },
    });
    if (answer.kind === 'unchanged') return { kind: 'unchanged', retryAfterMs: null, bytes: null };
    const mediaType = answer.mediaType?.split(';')[0]?.trim().toLowerCase().slice(0, 200) || null;
    const { sha256, byteSize, head, bytes } = body.end();
    assertFile({ document, mediaType, byteSize, head });
    const validators = { etag: fitting(answer.etag, 500), lastModified: fitting(answer.lastModified, 100) };
    return { kind: 'sent', file: { sha256, byteSize, mediaType, ...validators }, retryAfterMs: null, bytes };
  } catch (error) {
    if (!(error instanceof PollFailure) || error.kind === 'RATE_LIMITED') throw error;
    return { kind: 'failed', error: error.message, retryAfterMs: error.retryAfterMs, bytes: null };
  }
}

interface Body {
  take(bytes: Buffer): void;
  end(): { sha256: Buffer; byteSize: number; head: Buffer; bytes: Buffer | null };
}

function startBody(): Body {
  const hash = createHash('sha256');
  let byteSize = 0;
  let head = Buffer.alloc(0);
  const chunks: Buffer[] = [];
  return {
    take(bytes) {
      hash.update(bytes);
      byteSize += bytes.length;
      if (byteSize <= readingLimits.bytesMax) chunks.push(bytes);
      else chunks.length = 0;
      if (head.length < headBytesMax) head = Buffer.concat([head, bytes.subarray(0, headBytesMax - head.length)]);
    },
    end: () => ({
      sha256: hash.digest(),
      byteSize,
      head,
      bytes: byteSize <= readingLimits.bytesMax ? Buffer.concat(chunks) : null,
    }),
  };
}

// Portals say "not found" and "sign in" with status 200: hashed, that would look like an exchange of the file.
function assertFile(sent: { document: DueDocument; mediaType: string | null; byteSize: number; head: Buffer }): void {
  const { document, mediaType, byteSize, head } = sent;
  if (byteSize === 0) throw new PollFailure('MALFORMED', 'The source answered with an empty file.');
  const beginning = head
    .toString('latin1')
    .replace(/^\u00EF\u00BB\u00BF/u, '')
    .trimStart();
  const isPage = mediaType === 'text/html' || /^<(?:!doctype html|html)\b/iu.test(beginning);
  if (isPage && !isExpected(document, /html?$/iu))
    throw new PollFailure('MALFORMED', 'The source answered with a web page instead of the document.');
  if (mediaType === 'application/json' && !isExpected(document, /json$/iu))
    throw new PollFailure('MALFORMED', 'The source answered with a message instead of the document.');
}

function isExpected({ format, filename }: DueDocument, ending: RegExp): boolean {
  return ending.test(format ?? '') || ending.test(filename ?? '');
}

// One that does not fit is of no use: it must be sent back exactly.
function fitting(validator: string | null, lengthMax: number): string | null {
  return validator !== null && validator.length <= lengthMax ? validator : null;
}
