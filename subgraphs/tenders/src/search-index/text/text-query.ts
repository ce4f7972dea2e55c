import { intersect, unite, without, type Bits } from '../segments/bitset.js';
import { languageMark, stemmedLanguages, type StemmedLanguage } from './languages.js';
import type { Segment } from '../segments/segment.js';
import { pairTerm } from '../segments/segment-terms.js';

/** A search text as the database understands it. */
export type TextQuery =
  | { readonly kind: 'word'; readonly word: string; readonly isBeginning: boolean }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly TextQuery[] }
  | { readonly kind: 'not'; readonly part: TextQuery }
  /** Parts that follow one another: each so many words after the one before. */
  | { readonly kind: 'phrase'; readonly parts: readonly TextQuery[]; readonly distances: readonly number[] };

/**
 * Reads what the database writes of a query, such as `'suppli' & !'tyre' | 'pump':*`. Null for what no search of ours
 * asks for, such as weights, and for a query without any word.
 */
export function parseTextQuery(text: string): TextQuery | null {
  const tokens = text.match(/'(?:[^']|'')*'(?::\S+)?|<(?:-|\d+)>|[&|!()]|[^\s&|!()']+/gu) ?? [];
  if (tokens.length === 0) return null;
  const reader = { tokens, at: 0 };
  const query = readEither(reader);
  return reader.at === tokens.length ? query : null;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function readEither(reader: Reader): TextQuery | null {
  return readList(reader, '|', readBoth);
}

function readBoth(reader: Reader): TextQuery | null {
  return readList(reader, '&', readPhrase);
}

function readList(reader: Reader, sign: '&' | '|', readPart: (reader: Reader) => TextQuery | null): TextQuery | null {
  const parts: TextQuery[] = [];
  do {
    const part = readPart(reader);
    if (part === null) return null;
    parts.push(part);
  } while (takes(reader, sign));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: sign === '&' ? 'and' : 'or', parts };
}

function readPhrase(reader: Reader): TextQuery | null {
  const parts: TextQuery[] = [];
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

function readOne(reader: Reader): TextQuery | null {
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
export function isExact(query: TextQuery): boolean {
  if (query.kind === 'word') return true;
  if (query.kind === 'not') return isExact(query.part);
  return query.kind !== 'phrase' && query.parts.every(isExact);
}

/** Rows of a segment that have a text; of a phrase all that may have it. */
export function hitsOf(query: TextQuery, segment: Segment): Bits {
  switch (query.kind) {
    case 'word':
      return rowsWith(segment, query.word, query.isBeginning);
    case 'not':
      // Of what may have it, some have it not.
      return isExact(query.part) ? without(segment.rows, hitsOf(query.part, segment)) : segment.rows;
    case 'phrase':
      return query.parts.reduce<Bits>((hits, part, index) => {
        const both = intersect(hits, mayHave(part, segment));
        const before = query.parts[index - 1];
        const isPair = query.distances[index - 1] === 1 && isWholeWord(before) && isWholeWord(part);
        return isPair ? intersect(both, rowsWith(segment, pairTerm(before.word, part.word))) : both;
      }, segment.rows);
    case 'and':
      return query.parts.map((part) => hitsOf(part, segment)).reduce(intersect);
    case 'or':
      return query.parts.map((part) => hitsOf(part, segment)).reduce(unite);
  }
}

// "Not this word in this place" says nothing about the rest of a text.
function mayHave(part: TextQuery, segment: Segment): Bits {
  return part.kind === 'not' ? segment.rows : hitsOf(part, segment);
}

function isWholeWord(query: TextQuery | undefined): query is TextQuery & { kind: 'word' } {
  return query?.kind === 'word' && !query.isBeginning;
}

/** Languages of which a segment holds tenders. */
export function languagesIn(segment: Segment): StemmedLanguage[] {
  return stemmedLanguages.filter((language) => rowsWith(segment, languageMark(language)).some((bits) => bits !== 0));
}

function rowsWith({ rows, postings }: Segment, term: string, isBeginning = false): Bits {
  const bits = new Int32Array(rows.length);
  postings.mark(bits, term, isBeginning);
  return bits;
}
