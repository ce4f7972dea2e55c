import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import fresh from 'fresh';
import { isReadMethod } from '../graphql-parameters.js';

/**
 * Gives every whole answer to GET and HEAD a tag, and answers 304 without a body to a client that has this one already.
 *
 * The answer is made all the same: what is saved is the way back, which is what mobile clients pay for. Tags are weak,
 * because one answer leaves in several compressions. Streams, such as downloads, have none.
 */
export function addConditionalReads(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const isWhole = typeof payload === 'string' || Buffer.isBuffer(payload);
    if (!isReadMethod(request.method) || reply.statusCode !== 200 || !isWhole) {
      done();
      return;
    }
    const etag = `W/"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`;
    reply.header('etag', etag);
    if (!fresh(request.headers, { etag })) {
      done();
      return;
    }
    reply.code(304).removeHeader('content-type').removeHeader('content-length');
    done(null, '');
  });
}
