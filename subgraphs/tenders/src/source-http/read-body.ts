import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { PollFailure } from './poll-failure.js';

type Body = Dispatcher.ResponseData['body'];

/** Reads a small rest so that the connection can be used again; a large one is not worth it. */
export async function discard(body: Body): Promise<void> {
  await body.dump({ limit: 64 * 1024 }).catch(() => undefined);
}

/** The whole body. @throws PollFailure `TOO_LARGE`. */
export async function readAll(body: Body, bodyBytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await readInto((bytes) => void chunks.push(bytes), body, bodyBytesMax);
  return Buffer.concat(chunks);
}

/** Hands the body on as it comes; answers its length. @throws PollFailure `TOO_LARGE`. */
export async function readInto(take: (bytes: Buffer) => void, body: Body, bodyBytesMax: number): Promise<number> {
  let length = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > bodyBytesMax) throw tooLarge(bodyBytesMax);
    take(bytes);
  }
  return length;
}

const decoders = { gzip: promisify(gunzip), deflate: promisify(inflate) };

/** The body as it was before it was compressed. @throws PollFailure `MALFORMED` or `TOO_LARGE`. */
export async function decoded(bytes: Buffer, encoding: string | null, bodyBytesMax: number): Promise<Buffer> {
  if (!isEncoded(encoding)) return bytes;
  if (encoding !== 'gzip' && encoding !== 'deflate') throw compressed();
  try {
    return await decoders[encoding](bytes, { maxOutputLength: bodyBytesMax });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(bodyBytesMax);
    throw new PollFailure('MALFORMED', 'The compressed body is damaged or ends too early.', { cause });
  }
}

/** True for a body that is compressed. */
export function isEncoded(encoding: string | null): encoding is string {
  return encoding !== null && encoding !== 'identity';
}

export function compressed(): PollFailure {
  return new PollFailure('MALFORMED', 'The source uses a compression that was not offered.');
}

function tooLarge(bodyBytesMax: number): PollFailure {
  return new PollFailure('TOO_LARGE', `The body is larger than ${Math.floor(bodyBytesMax / 1024)} KiB.`);
}
