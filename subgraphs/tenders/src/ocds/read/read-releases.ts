import type { ByteSource } from './bytes/byte-source.js';
import { plainText, type PlainText } from './bytes/plain-text.js';
import type { UnpackLimits } from './bytes/unpack-limits.js';
import { ocdsLists, type ReadItem } from './collect-releases.js';
import { JsonSyntaxError } from './json-piece.js';
import { createJsonSplitter } from './json-splitter.js';
import { looksLikeLines, readLines } from './json-lines.js';
import { factMembers, factsOf, noFacts, type PackageFacts } from './package-facts.js';
import { createReleaseReader } from './release-reader.js';

export type { ByteSource } from './bytes/byte-source.js';

/** How reading a file ended. */
export interface ReadEnd {
  /** Where and why something in it was passed over; null when it was read whole. */
  fault: string | null;
  /** The encoding of its text; null for UTF-8. */
  encoding: string | null;
  /** Its first characters, for saying what it is when it holds no release. */
  opening: string;
}

const openingLength = 200;

/**
 * Reads releases out of release packages, record packages, records, bare releases, arrays of any of these and
 * JSON Lines; plain, gzipped or in zstd; in UTF-8, UTF-16 or the encoding that its letters show. Memory does not grow
 * with the size of the file.
 *
 * Yields the items of one chunk of bytes at a time. Negative case: what is not JSON is passed over and named at the end;
 * whole releases before and behind it are found.
 */
export async function* readReleases(
  source: ByteSource,
  { limits }: { limits?: UnpackLimits } = {},
): AsyncGenerator<ReadItem[], ReadEnd> {
  const text = plainText(source, limits);
  const opening = await openingOf(text);
  const fault = looksLikeLines(opening) ? yield* readLines(text) : yield* readWhole(text);
  return {
    fault: text.fault() ?? fault,
    encoding: text.encoding(),
    opening: opening.toString('utf8').trimStart().slice(0, openingLength),
  };
}

async function* readWhole(text: PlainText): AsyncGenerator<ReadItem[], string | null> {
  const reader = createReleaseReader(await readFacts(text));
  for await (const chunk of text.chunks()) {
    const items = reader.push(chunk);
    if (items.length > 0) yield items;
  }
  const items = reader.finish();
  if (items.length > 0) yield items;
  return reader.fault();
}

// Enough for some releases, so that their lines can be told from the lines of one.
const openingBytes = 256 * 1024;

async function openingOf(text: PlainText): Promise<Buffer> {
  let opening: Buffer = Buffer.alloc(0);
  for await (const chunk of text.chunks()) {
    opening = opening.length === 0 ? chunk : Buffer.concat([opening, chunk]);
    if (opening.length >= openingBytes) break;
  }
  return opening;
}

// Version and extensions decide how releases are read and may stand after them, so they are looked up first.
async function readFacts(text: PlainText): Promise<PackageFacts> {
  const splitter = createJsonSplitter({ lists: ocdsLists, members: factMembers, wantsElements: false });
  const members = new Map<string, Buffer>();
  try {
    for await (const chunk of text.chunks()) {
      for (const piece of splitter.push(chunk)) {
        if (piece.kind === 'member') members.set(piece.key, piece.bytes);
        else return { ...noFacts, ...factsOf(members) };
      }
      if (members.size === factMembers.size) break;
    }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
  }
  return { ...noFacts, ...factsOf(members) };
}
