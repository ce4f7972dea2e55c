import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { shownName, type ArchiveEntry } from './archive-entry.js';

/** The files of a tar archive, in the order in which they lie there. @throws Error when it is damaged. */
export async function* tarEntries(bytes: AsyncIterable<Buffer>): AsyncGenerator<ArchiveEntry> {
  const archive = extract();
  const input = Readable.from(bytes);
  // A failure of the input is met where the archive is read.
  input.on('error', (error) => archive.destroy(error));
  input.pipe(archive);
  try {
    for await (const entry of archive) {
      const { name, type } = entry.header;
      if (type === 'file' || type === 'contiguous-file') {
        let isRead = false;
        yield {
          name: shownName(name),
          problem: null,
          async *content() {
            isRead = true;
            for await (const chunk of entry) yield bytesOf(chunk);
          },
        };
        if (isRead) continue;
      }
      entry.resume();
    }
  } finally {
    input.destroy();
    archive.destroy();
  }
}

function bytesOf(chunk: unknown): Buffer {
  return chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.from(String(chunk));
}
