import { intersect, unite, without, type Bits } from '../segments/bitset.js';
import type { PackedBlock } from '../segments/segment.js';
import { pairTerms } from '../segments/segment-terms.js';

/** A search text as the database understands it. */
export type TextTree =
  | { readonly kind: 'word'; readonly word: string; readonly isBeginning: boolean }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly TextTree[] }
  | { readonly kind: 'not'; readonly part: TextTree }
  /** Parts that follow one another: each so many words after the one before. */
  | { readonly kind: 'phrase'; readonly parts: readonly TextTree[]; readonly distances: readonly number[] };

/**
 * Reads what the database writes of a query, such as `'suppli' & !'tyre' | 'pump':*`. Null for what no search of ours
 * asks for, such as weights, and for a query without any word.
 */
export function readTextTree(query: string): TextTree | null {
  const tokens = query.match(/'(?:[^']|'')*'(?::\S+)?|<(?:-|\d+)>|[&|!()]|[^\s&|!()']+/gu) ?? [];
  if (tokens.length === 0) return null;
  const reader = { tokens, at: 0 };
  const tree = readEither(reader);
  return reader.at === tokens.length ? tree : null;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function readEither(reader: Reader): TextTree | null {
  return readList(reader, '|', readBoth);
}

function readBoth(reader: Reader): TextTree | null {
  return readList(reader, '&', readPhrase);
}

function readList(reader: Reader, sign: '&' | '|', readPart: (reader: Reader) => TextTree | null): TextTree | null {
  const parts: TextTree[] = [];
  do {
    const part = readPart(reader);
    if (part === null) return null;
    parts.push(part);
  } while (takes(reader, sign));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: sign === '&' ? 'and' : 'or', parts };
}

function readPhrase(reader: Reader): TextTree | null {
  const parts: TextTree[] = [];
  const distances: number[] = [];
  for (;;) {
    const part = readOne(reader);
    if (part === null) return null;
    parts.push(part);
    const distance = /^<(-|\d+)>$/u.exec(reader.tokens[reader.at] ?? '')?.[1];
    if (distance === undefined) return distances.length === 0 ? part : { kind: 'phrase', parts, distances };
    reader.at += 1;
    distances.push(distance === '-' ? 1 : Number(distance));
  }
}

function readOne(reader: Reader): TextTree | null {
  if (takes(reader, '!')) {
    const part = readOne(reader);
    return part && { kind: 'not', part };
  }
  if (takes(reader, '(')) {
    const inner = readEither(reader);
    return takes(reader, ')') ? inner : null;
  }
  const [, word, suffix] = /^'(.*)'(?::(.*))?$/su.exec(reader.tokens[reader.at] ?? '') ?? [];
  if (word === undefined || (suffix !== undefined && suffix !== '*')) return null;
  reader.at += 1;
  return {
    kind: 'word',
    word: word.replaceAll("''", "'").replaceAll('\\\\', '\\'),
    isBeginning: suffix !== undefined,
  };
}

function takes(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at] !== token) return false;
  reader.at += 1;
  return true;
}

/** True when hitsOf answers just the rows that have the text, false when they have to be looked at again. */
export function isExact(tree: TextTree): boolean {
  if (tree.kind === 'word') return true;
  if (tree.kind === 'not') return isExact(tree.part);
  return tree.kind !== 'phrase' && tree.parts.every(isExact);
}

/** Rows of a block that have a text; of a phrase all that may have it. */
export function hitsOf(tree: TextTree, block: PackedBlock): Bits {
  switch (tree.kind) {
    case 'word':
      return rowsWith(block, tree.word, tree.isBeginning);
    case 'not':
      // Of what may have it, some have it not.
      return isExact(tree.part) ? without(block.rows, hitsOf(tree.part, block)) : block.rows;
    case 'phrase':
      return tree.parts.reduce<Bits>((hits, part, index) => {
        const both = intersect(hits, mayHave(part, block));
        const before = tree.parts[index - 1];
        const isPair = tree.distances[index - 1] === 1 && isWholeWord(before) && isWholeWord(part);
        return isPair ? intersect(both, rowsWith(block, pairTerms.of(before.word, part.word))) : both;
      }, block.rows);
    case 'and':
      return tree.parts.map((part) => hitsOf(part, block)).reduce(intersect);
    case 'or':
      return tree.parts.map((part) => hitsOf(part, block)).reduce(unite);
  }
}

// "Not this word in this place" says nothing about the rest of a text.
function mayHave(part: TextTree, block: PackedBlock): Bits {
  return part.kind === 'not' ? block.rows : hitsOf(part, block);
}

function isWholeWord(tree: TextTree | undefined): tree is TextTree & { kind: 'word' } {
  return tree?.kind === 'word' && !tree.isBeginning;
}

function rowsWith({ rows, terms }: PackedBlock, term: string, isBeginning = false): Bits {
  const bits = new Int32Array(rows.length);
  terms.mark(bits, term, isBeginning);
  return bits;
}
