import { setImmediate } from 'node:timers/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { createUnpackGuard, UnpackLimitError, type UnpackGuard, type UnpackLimits } from './unpack-limits.js';

/** Where decompressing stopped short of the end, and why. */
export interface Shortfall {
  reason: string | null;
}

interface Decompression {
  kind: 'gzip' | 'zstd';
  /** The compressed bytes, as often as they are asked for. */
  open(): AsyncIterable<Buffer>;
  limits: UnpackLimits;
  shortfall: Shortfall;
}

// What one piece becomes is held in memory. Deflate makes at most 16 MB of it; more can only be a bomb.
const pieceBytes = 16 * 1024;
const pieceOutputBytesMax = 32 * 1024 * 1024;
const outputBytes = 256 * 1024;

const damaged = 'The compressed file ends too early, is damaged or has something behind it.';
const tooLarge = 'The compressed file unpacks to more than any honest file does.';

/** How far one pass has come: bytes of whole pieces, and what became of them. */
interface Progress {
  input: number;
  output: number;
}

/**
 * The bytes that were compressed, to the last one that can be had: where the file is damaged, or followed by something
 * else, the last piece is given byte by byte, so that nothing before the fault is lost.
 */
export async function* decompressed(from: Decompression): AsyncGenerator<Buffer> {
  const first: Progress = { input: 0, output: 0 };
  try {
    yield* inflate(from, first, () => pieceBytes);
    return;
  } catch (error) {
    from.shortfall.reason = reasonOf(error);
    if (from.shortfall.reason !== damaged) return;
  }
  const again: Progress = { input: 0, output: 0 };
  const size = (): number => (again.input < first.input ? Math.min(pieceBytes, first.input - again.input) : 1);
  try {
    for await (const chunk of inflate(from, again, size)) {
      const isNew = again.output - first.output;
      if (isNew > 0) yield chunk.subarray(Math.max(0, chunk.length - isNew));
    }
  } catch (error) {
    from.shortfall.reason = reasonOf(error);
  }
}

/** @throws what is neither damage nor a bomb. */
function reasonOf(error: unknown): string {
  if (error instanceof UnpackLimitError) return tooLarge;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (/^(?:Z_|ZSTD_|ERR_ZSTD)/u.test(code)) return damaged;
  throw error;
}

/** @param size - bytes of the next piece. */
async function* inflate(from: Decompression, progress: Progress, size: () => number): AsyncGenerator<Buffer> {
  const guard = createUnpackGuard(from.limits);
  let engine = createEngine(from.kind, guard);
  try {
    for await (const chunk of from.open()) {
      for (let at = 0; at < chunk.length;) {
        const piece = chunk.subarray(at, at + size());
        const used = await engine.write(piece);
        for (const part of engine.taken()) {
          progress.output += part.length;
          yield part;
        }
        engine.check();
        at += used;
        progress.input += used;
        if (used === piece.length) continue;
        // Node's decoder of zstd stops behind a frame; files are often made of many.
        engine.destroy();
        engine = createEngine(from.kind, guard);
      }
    }
    await engine.end();
    for (const part of engine.taken()) {
      progress.output += part.length;
      yield part;
    }
    engine.check();
  } finally {
    engine.destroy();
  }
}

interface Engine {
  /** Answers how many bytes of the piece were used: not all of them where a part of the file ends in it. */
  write(piece: Buffer): Promise<number>;
  end(): Promise<void>;
  /** What has come out since it was last asked. */
  taken(): Buffer[];
  /** @throws what has gone wrong. */
  check(): void;
  destroy(): void;
}

function createEngine(kind: Decompression['kind'], guard: UnpackGuard): Engine {
  const stream =
    kind === 'gzip' ? createGunzip({ chunkSize: outputBytes }) : createZstdDecompress({ chunkSize: outputBytes });
  let out: Buffer[] = [];
  let held = 0;
  let failure: Error | null = null;
  stream.on('error', (error) => (failure ??= error));
  stream.on('data', (chunk: Buffer) => {
    out.push(chunk);
    held += chunk.length;
    try {
      guard.unpacked(chunk.length);
      if (held > pieceOutputBytesMax) throw new UnpackLimitError('A few bytes unpack to very many.');
    } catch (error) {
      stream.destroy(error instanceof Error ? error : undefined);
    }
  });
  return {
    async write(piece) {
      guard.packed(piece.length);
      const before = stream.bytesWritten;
      await new Promise<void>((resolve) => {
        stream.once('close', resolve);
        stream.write(piece, () => {
          stream.off('close', resolve);
          resolve();
        });
      });
      // What this piece has become is handed out by the end of this turn.
      await setImmediate();
      return kind === 'gzip' ? piece.length : stream.bytesWritten - before;
    },
    async end() {
      await new Promise<void>((resolve) => {
        stream.once('end', resolve).once('close', resolve);
        stream.end();
      });
    },
    taken() {
      const chunks = out;
      out = [];
      held = 0;
      return chunks;
    },
    check() {
      if (failure !== null) throw failure;
    },
    destroy: () => void stream.destroy(),
  };
}
