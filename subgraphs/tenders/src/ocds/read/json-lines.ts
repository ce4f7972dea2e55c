import { isObject } from '../json.js';
import type { PlainText } from './bytes/plain-text.js';
import { takeLine, type ReadItem } from './collect-releases.js';
import { noFacts, parsed } from './package-facts.js';

const linesTried = 20;
const lineBytesMax = 64 * 1024 * 1024;

/**
 * True for JSON Lines: each line is a whole object, though one or the other may be broken. What counts is the content,
 * not the name of the file. One line alone is read either way.
 */
export function looksLikeLines(opening: Buffer): boolean {
  const end = opening.lastIndexOf(0x0a);
  if (end < 0) return false;
  const lines = linesOf(opening.subarray(0, end), 0).slice(0, linesTried);
  const [first] = lines;
  if (first === undefined) return false;
  const isWhole = (line: Buffer): boolean => line[0] === 0x7b && isObject(parsed(line));
  if (isWhole(first.bytes)) return lines.length > 1 || opening.subarray(end).some((byte) => byte > 0x20);
  // The first may be the broken one; an object of its own on a later line is no line of an indented package.
  return first.bytes[0] === 0x7b && lines.some(({ bytes }) => isWhole(bytes) && bytes.includes('"ocid"'));
}

/** Reads releases out of lines. Answers what was passed over. */
export async function* readLines(text: PlainText): AsyncGenerator<ReadItem[], string | null> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  let tooLong = 0;
  for await (const chunk of text.chunks()) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(0x0a);
    rest = bytes.subarray(end + 1);
    const items = end < 0 ? [] : linesOf(bytes.subarray(0, end), offset).flatMap(itemsOf);
    offset += end + 1;
    if (items.length > 0) yield items;
    if (rest.length <= lineBytesMax) continue;
    tooLong += 1;
    offset += rest.length;
    rest = Buffer.alloc(0);
  }
  const last = linesOf(rest, offset).flatMap(itemsOf);
  if (last.length > 0) yield last;
  return tooLong === 0 ? null : `A line is longer than ${lineBytesMax} bytes.`;
}

interface Line {
  bytes: Buffer;
  offset: number;
}

function itemsOf({ bytes, offset }: Line): ReadItem[] {
  return takeLine(bytes, noFacts, offset);
}

function linesOf(bytes: Buffer, offset: number): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    const line = bytes.subarray(start, end);
    if (line.some((byte) => byte > 0x20)) lines.push({ bytes: line, offset: offset + start });
    start = end + 1;
  }
  return lines;
}
