import { Readable } from 'node:stream';
import { HubError } from '@hub/runtime/errors';
import { avatarFiles, pictureExtension, pictureTypes, withoutMetadata } from '@hub/runtime/files';
import type { FastifyInstance } from 'fastify';
import type { DownloadOptions } from './downloads.js';
import { readBytes } from './http/read-body.js';

const gone = 'There is nothing at this address, or the link has ended. Ask for a new link.';
const noPicture = 'This is no PNG, JPEG or WebP picture.';

/**
 * Adds `/pictures/...`, which shows a picture to whoever holds a link that was signed for it, and `/uploads/...`, which takes
 * one. The address of a picture holds the hash of its bytes, so that browsers may keep it. What is sent counts for nothing until the
 * person names it in a mutation; a link takes one file, in place of what was sent before. What a file says of place, time and camera is
 * not kept.
 */
export function addPictures(
  app: FastifyInstance,
  { store, pictureLinks, uploadLinks, now = () => new Date() }: DownloadOptions,
): void {
  app.get('/pictures/*', { compress: false }, async (request, reply) => {
    const path = pictureLinks.read(request.raw.url ?? '', now());
    const type = pictureTypes[path?.name.split('.').at(-1) ?? ''];
    const file = path === null || type === undefined ? null : await store.open(path);
    if (file === null) throw new HubError('NOT_FOUND', gone);
    return reply
      .type(type ?? '')
      .header('content-length', file.byteSize)
      .header('cache-control', 'private, max-age=86400, immutable')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .send(file.read());
  });
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // Read by the handler, once it has seen the link.
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post('/uploads/*', async (request, reply) => {
      const path = uploadLinks.read(request.raw.url ?? '', now());
      if (path === null) throw new HubError('NOT_FOUND', gone);
      const bytes = await readBytes(request.raw, avatarFiles.bytesMax);
      if (pictureExtension(bytes) === null) throw new HubError('BAD_REQUEST', noPicture);
      const { byteSize, sha256 } = await store.put(path, Readable.from([withoutMetadata(bytes)]));
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ upload: sha256.toString('hex'), byteSize });
    });
  });
}
