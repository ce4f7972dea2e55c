import compress from '@fastify/compress';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Below this a compressed answer is not smaller on the wire. */
const bytesMin = 1024;
/** Longer answers are compressed beside the event loop; shorter ones cost less than a handover. */
const syncBytesMax = 16 * 1024;

/**
 * Compresses text with brotli or gzip for clients that take it. Await it before routes are added.
 *
 * Requests are not unpacked: the door refuses `content-encoding`. Routes with `compress: false` send what they have.
 */
export async function addCompression(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: bytesMin,
    syncThreshold: syncBytesMax,
    globalDecompression: false,
  });
}

/**
 * Sends the answer to this request uncompressed.
 *
 * The length of a compressed text tells whoever chooses a part of it what else it holds (BREACH). Tokens of a session are
 * in answers of mutations only, beside values that the request chose; those answers are small, so nothing is lost.
 */
export function keepUncompressed(request: FastifyRequest): void {
  // The plugin's own switch; it has none on the reply.
  request.headers['x-no-compression'] = 'yes';
}
