import { isUtf8 } from 'node:buffer';
import { rawChunks, withHead, type ByteSource } from './byte-source.js';
import { decompressed, type Shortfall } from './decompress.js';
import { kindBytes, kindOf, unreadable, type FileKind } from './file-kind.js';
import { createEncodingSample, createTranscoder, type TextEncoding, type Transcoder } from './text-encoding.js';
import { unpackLimits, type UnpackLimits } from './unpack-limits.js';

/** A file as UTF-8, and what was met on the way there. */
export interface PlainText {
  chunks(): AsyncGenerator<Buffer>;
  /** Why it was not read to its end; null when it was. */
  fault(): string | null;
  /** The encoding that it was read from; null for UTF-8. */
  encoding(): string | null;
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
// A server compresses what is stored compressed.
const layersMax = 3;

/** Takes compression and encoding off a file. */
export function plainText(source: ByteSource, limits: UnpackLimits = unpackLimits): PlainText {
  const shortfall: Shortfall = { reason: null };
  let encoding: TextEncoding | null = null;
  return {
    async *chunks() {
      let kind: FileKind | null = null;
      let transcoder: Transcoder | null = null;
      let rest: Buffer = Buffer.alloc(0);
      for await (const chunk of unpacked(source, { limits, shortfall })) {
        if (kind === null) {
          kind = kindOf(chunk);
          shortfall.reason ??= unreadable(kind);
          if (unreadable(kind) !== null) return;
          if (kind === 'utf-16le' || kind === 'utf-16be') encoding ??= { name: kind, isSingleByte: false };
          if (encoding !== null) transcoder = createTranscoder(encoding);
          else if (chunk.subarray(0, 3).equals(byteOrderMark)) {
            rest = chunk.subarray(3);
            continue;
          }
        }
        if (transcoder === null) {
          const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
          const end = wholeCharacters(bytes);
          rest = bytes.subarray(end);
          const whole = bytes.subarray(0, end);
          if (isUtf8(whole)) {
            yield whole;
            continue;
          }
          encoding = await detect(source, limits);
          transcoder = createTranscoder(encoding);
          yield transcoder.push(bytes);
          rest = Buffer.alloc(0);
        } else yield transcoder.push(chunk);
      }
      yield transcoder === null ? rest : transcoder.end();
    },
    fault: () => shortfall.reason,
    encoding: () => encoding?.name ?? null,
  };
}

/** The bytes of a source without their compression, the first chunk long enough to tell what they are. */
export async function* unpacked(
  source: ByteSource,
  { limits, shortfall }: { limits: UnpackLimits; shortfall: Shortfall },
): AsyncGenerator<Buffer> {
  yield* layer(() => rawChunks(source), 0, { limits, shortfall });
}

async function* layer(
  open: () => AsyncIterable<Buffer>,
  depth: number,
  context: { limits: UnpackLimits; shortfall: Shortfall },
): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const chunk of withHead(open(), kindBytes)) {
    const kind = isFirst ? kindOf(chunk) : 'text';
    isFirst = false;
    if ((kind === 'gzip' || kind === 'zstd') && depth < layersMax) {
      yield* layer(() => decompressed({ kind, open, ...context }), depth + 1, context);
      return;
    }
    yield chunk;
  }
}

async function detect(source: ByteSource, limits: UnpackLimits): Promise<TextEncoding> {
  const sample = createEncodingSample();
  for await (const chunk of unpacked(source, { limits, shortfall: { reason: null } })) {
    sample.add(chunk);
    if (sample.isFull()) break;
  }
  return sample.encoding();
}

// Where the last whole character ends: at most three bytes of another one may follow.
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return back < length ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
