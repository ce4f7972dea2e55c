import type { Readable } from 'node:stream';

/** Bytes that can be read more than once. */
export interface ByteSource {
  /** File name or address, for its ending and for messages. */
  name: string;
  open(): Readable;
}

/** The bytes of a source as they lie there, chunk by chunk. */
export async function* rawChunks(source: ByteSource): AsyncGenerator<Buffer> {
  const input = source.open();
  try {
    for await (const chunk of input) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
  } finally {
    input.destroy();
  }
}

/** The same chunks, the first of them at least so long, unless there is no more. */
export async function* withHead(chunks: AsyncIterable<Buffer>, headBytes: number): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    if (head.length < headBytes) continue;
    yield head;
    head = null;
  }
  if (head !== null && head.length > 0) yield head;
}

/** The first bytes of a source. */
export async function headOf(chunks: AsyncIterable<Buffer>, headBytes: number): Promise<Buffer> {
  for await (const head of withHead(chunks, headBytes)) return head;
  return Buffer.alloc(0);
}
