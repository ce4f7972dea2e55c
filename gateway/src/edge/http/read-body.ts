import { isUtf8 } from 'node:buffer';
import { HubError } from '@hub/runtime/errors';
import { refuseLargeJson, type DocumentLimits } from '../limits.js';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Largest request body; nothing is uploaded through GraphQL. Files are sent to addresses of their own. */
export const bodyBytesMax = 256 * 1024;

/** A longer body is read to its end, so that the client gets the answer instead of a broken connection, up to here. */
const discardBytesMax = 16 * 1024 * 1024;

/**
 * Reads JSON bodies. One that is too long is refused with `PAYLOAD_TOO_LARGE` after it was read and thrown away;
 * nothing of it is kept in memory. One that holds too much is refused before it is parsed. Keys that could reach a prototype make it `BAD_REQUEST`.
 */
export function acceptJsonBodies(
  app: FastifyInstance,
  { bytesMax = bodyBytesMax, limits }: { readonly bytesMax?: number; readonly limits: DocumentLimits | null },
): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', (request, payload, done) => {
    readBytes(payload, bytesMax)
      .then((bytes) => {
        // Decoding would put a replacement character where something else was meant.
        if (!isUtf8(bytes)) throw new HubError('BAD_REQUEST', 'The request body is not UTF-8.');
        const text = bytes.toString('utf8');
        if (limits !== null) refuseLargeJson(text, limits);
        void parseJson(request, text, done);
      })
      .catch((error: unknown) => done(error instanceof Error ? error : new HubError('BAD_REQUEST')));
  });
}

/**
 * All bytes of a body.
 * @throws HubError `PAYLOAD_TOO_LARGE`, `BAD_REQUEST`.
 */
export function readBytes(payload: FastifyRequest['raw'], bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    payload.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bytesMax) chunks.push(chunk);
      else chunks.length = 0;
      if (bytes > discardBytesMax) {
        payload.pause();
        reject(tooLarge(bytesMax));
      }
    });
    payload.on('end', () => (bytes > bytesMax ? reject(tooLarge(bytesMax)) : resolve(Buffer.concat(chunks))));
    payload.on('error', (cause) => reject(new HubError('BAD_REQUEST', 'The request ended early.', { cause })));
  });
}

function tooLarge(bytesMax: number): HubError {
  return new HubError('PAYLOAD_TOO_LARGE', `The request body is larger than ${bytesMax} bytes.`, {
    details: { maximumBytes: bytesMax },
  });
}
