import { HubError } from '@hub/runtime/errors';
import type { Files } from '@hub/runtime/files';
import type { FastifyInstance } from 'fastify';

const typeOfExtension: Readonly<Record<string, string>> = {
  gz: 'application/gzip',
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson',
};

/** How files are handed out. */
export interface DownloadOptions extends Files {
  readonly now?: () => Date;
}

/**
 * Adds `/downloads/...`, which opens a file to whoever holds a link that was signed for it. A link that was changed, has
 * ended, or names a file that is gone gets one and the same answer, so that links cannot be used to find out what exists.
 */
export function addDownloads(app: FastifyInstance, { store, links, now = () => new Date() }: DownloadOptions): void {
  app.get('/downloads/*', { compress: false }, async (request, reply) => {
    const path = links.read(request.raw.url ?? '', now());
    const file = path === null ? null : await store.open(path);
    if (path === null || file === null) {
      throw new HubError('NOT_FOUND', 'There is no file at this address, or the link has ended. Ask for a new link.');
    }
    const range = rangeOf(request.headers.range, file.byteSize);
    if (range === 'outside') {
      await file.close();
      reply.header('content-range', `bytes */${file.byteSize}`);
      throw new HubError('RANGE_NOT_SATISFIABLE', `The file has ${file.byteSize} bytes, and none in this range.`);
    }
    reply
      .type(typeOfExtension[path.name.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
      .header('content-disposition', `attachment; filename="${path.name}"`)
      .header('cache-control', 'private, no-store')
      .header('accept-ranges', 'bytes');
    if (range === 'none') return reply.header('content-length', file.byteSize).send(file.read());
    return reply
      .code(206)
      .header('content-range', `bytes ${range.start}-${range.end}/${file.byteSize}`)
      .header('content-length', range.end - range.start + 1)
      .send(file.read(range));
  });
}

interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The one range asked for. Several ranges, and what is no range, are answered with the whole file, as RFC 9110 allows. */
function rangeOf(header: string | undefined, byteSize: number): ByteRange | 'none' | 'outside' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/u.exec(header ?? '') ?? [];
  if (first === '' && last === '') return 'none';
  const start = first === '' ? Math.max(0, byteSize - Number(last)) : Number(first);
  const end = first === '' || last === '' ? byteSize - 1 : Math.min(Number(last), byteSize - 1);
  if (first !== '' && last !== '' && Number(last) < start) return 'none';
  return start <= end ? { start, end } : 'outside';
}
