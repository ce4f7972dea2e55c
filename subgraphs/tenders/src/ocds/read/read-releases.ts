import { type Readable, PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { createCollector, ocdsLists, ocdsSplit, takeLine, type ReadItem } from './collect-releases.js';
import { createJsonSplitter } from './json-splitter.js';
import { JsonSyntaxError } from './json-piece.js';
import { factMembers, factsOf, noFacts, type PackageFacts } from './package-facts.js';

/** Bytes that can be read more than once. */
export interface ByteSource {
  /** File name or address, for its ending and for messages. */
  name: string;
  open(): Readable;
}

/** How reading a file ended: null when to the end, otherwise where and why not. */
export type ReadEnd = string | null;

/**
 * Reads releases out of release packages, record packages, records, bare releases, arrays of any of these and
 * JSON Lines, plain or gzipped. Memory does not grow with the size of the file.
 *
 * Yields the items of one chunk of bytes at a time. Negative case: input that stops being JSON ends the reading
 * with a reason; what came before it is kept.
 */
export async function* readReleases(source: ByteSource): AsyncGenerator<ReadItem[], ReadEnd> {
  if (await hasLines(source)) return yield* readLines(source);
  const facts = await readFacts(source);
  return yield* readWhole(source, facts);
}

async function* readWhole(source: ByteSource, facts: PackageFacts): AsyncGenerator<ReadItem[], ReadEnd> {
  const splitter = createJsonSplitter(ocdsSplit);
  const collector = createCollector(facts);
  try {
    for await (const chunk of chunksOf(source)) {
      const items: ReadItem[] = [];
      for (const piece of splitter.push(chunk)) items.push(...collector.take(piece));
      if (items.length > 0) yield items;
    }
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error.message;
    if (isCutShort(error)) return 'The compressed file ends too early or is damaged.';
    throw error;
  }
  return splitter.unfinished() === null ? null : 'The file ends in the middle of a value.';
}

async function* readLines(source: ByteSource): AsyncGenerator<ReadItem[], ReadEnd> {
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of chunksOf(source)) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const end = bytes.lastIndexOf(0x0a);
      rest = bytes.subarray(end + 1);
      const items = end < 0 ? [] : linesOf(bytes.subarray(0, end)).flatMap((line) => takeLine(line, noFacts));
      if (items.length > 0) yield items;
    }
  } catch (error) {
    if (!isCutShort(error)) throw error;
    return 'The compressed file ends too early or is damaged.';
  }
  const last = linesOf(rest).flatMap((line) => takeLine(line, noFacts));
  if (last.length > 0) yield last;
  return null;
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    const line = bytes.subarray(start, end);
    if (line.some((byte) => byte > 0x20)) lines.push(line);
    start = end + 1;
  }
  return lines;
}

// JSON Lines: by its ending, or because the first line is a whole object and another follows.
async function hasLines(source: ByteSource): Promise<boolean> {
  if (/\.(?:jsonl|ndjson|jl)(?:\.gz)?$/iu.test(source.name)) return true;
  try {
    for await (const chunk of chunksOf(source)) {
      const newline = chunk.indexOf(0x0a);
      if (newline < 2 || chunk.subarray(newline).every((byte) => byte <= 0x20)) return false;
      if (chunk[0] !== 0x7b) return false;
      JSON.parse(chunk.toString('utf8', 0, newline));
      return true;
    }
  } catch {
    return false;
  }
  return false;
}

// Version and extensions decide how releases are read and may stand after them, so they are looked up first.
async function readFacts(source: ByteSource): Promise<PackageFacts> {
  const splitter = createJsonSplitter({ lists: ocdsLists, members: factMembers, wantsElements: false });
  const members = new Map<string, Buffer>();
  try {
    for await (const chunk of chunksOf(source)) {
      for (const piece of splitter.push(chunk)) {
        if (piece.kind === 'member') members.set(piece.key, piece.bytes);
        else return { ...noFacts, ...factsOf(members) };
      }
      if (members.size === factMembers.size) break;
    }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError) && !isCutShort(error)) throw error;
  }
  return { ...noFacts, ...factsOf(members) };
}

async function* chunksOf(source: ByteSource): AsyncGenerator<Buffer> {
  const input = source.open();
  let output: Readable = input;
  try {
    let isFirst = true;
    if (await isGzip(source)) {
      const plain = new PassThrough({ highWaterMark: 1 << 20 });
      // A failure destroys the last stream with its cause, and is met where that is read.
      pipeline(input, createGunzip({ chunkSize: 1 << 18 }), plain).catch(() => undefined);
      output = plain;
    }
    for await (const chunk of output) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      yield isFirst && bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes;
      isFirst = false;
    }
  } finally {
    input.destroy();
    output.destroy();
  }
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

async function isGzip(source: ByteSource): Promise<boolean> {
  const probe = source.open();
  try {
    for await (const chunk of probe) return Buffer.isBuffer(chunk) && chunk[0] === 0x1f && chunk[1] === 0x8b;
    return false;
  } finally {
    probe.destroy();
  }
}

function isCutShort(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('Z_');
}
