import { extraWordsOf, type ExtraWord } from './kept-words.js';
import { stemWord, type StemmedLanguage } from './languages.js';
import { isCode, wordLengthMax, wordsOf } from './words.js';

/** Weight of a word by where it stands: A counts most. */
export type Weight = 'A' | 'B' | 'C' | 'D';

/** The texts of a tender that search looks into, by weight. */
export type SearchTexts = Readonly<Record<Weight, string>>;

/** The texts of a tender, and the languages that they are in, without English and those that have no stems here. */
export type SearchDocument = SearchTexts & { readonly languages?: readonly StemmedLanguage[] };

/**
 * Lexemes of a document and where each stands, ready for a tsvector column. Most stand in one place, which is then active
 * without a list: there are some hundred thousand of them in memory at a time.
 */
export type SearchVector = ReadonlyMap<string, number | readonly number[]>;

/** Lexemes of words in their order: none for "the", several where the database takes a word apart. */
export type Stems = ReadonlyMap<string, readonly string[]>;

/** A document split into words, in the order of their positions. */
export interface SearchWords {
  /** Those of its text, and behind them those that it has beside. */
  readonly words: readonly string[];
  /** What it has beside, in the order of its places. */
  readonly extras: readonly ExtraWord[];
  /** Position of the first word of each weight, less one. */
  readonly starts: readonly [weight: number, wordCount: number][];
}

const weights: Readonly<Record<Weight, number>> = { A: 3, B: 2, C: 1, D: 0 };
// Positions a vector can hold, and how many for one lexeme: limits of the database.
const positionMax = 16_383;
const positionsPerLexemeMax = 255;
// Words of two fields are never neighbours, so that no phrase reaches from one into the other.
const fieldGap = 8;
const lexemeBytesMax = 600_000;

/** @param languages - whose stems stand with the words; those of English are made by the database. */
export function splitTexts(texts: SearchTexts, languages: readonly StemmedLanguage[] = []): SearchWords {
  const words: string[] = [];
  const extras: ExtraWord[] = [];
  const starts: [number, number][] = [];
  for (const weight of ['A', 'B', 'C', 'D'] as const) {
    const found = texts[weight] === '' ? [] : wordsOf(texts[weight]);
    if (found.length > 0)
      for (const { index, word } of besideOf(texts[weight], found, languages))
        extras.push({ index: words.length + index, word });
    for (const word of found) words.push(word);
    starts.push([weights[weight], found.length]);
  }
  for (const { word } of extras) words.push(word);
  return { words, extras, starts };
}

function besideOf(text: string, words: readonly string[], languages: readonly StemmedLanguage[]): readonly ExtraWord[] {
  const extras = extraWordsOf(text);
  if (languages.length === 0) return extras;
  const stems = words.flatMap((word, index) =>
    languages.flatMap((language) => {
      const stem = stemWord(word, language);
      return stem === undefined ? [] : [{ index, word: stem }];
    }),
  );
  return extras.length === 0 ? stems : [...extras, ...stems].toSorted((left, right) => left.index - right.index);
}

/** Words whose lexemes must be asked of the dictionary; numbers and codes stand for themselves. */
export function isLookedUp(word: string): boolean {
  return word.length <= wordLengthMax && !isCode(word);
}

/**
 * The vector of a document: up to 16,383 words count, and of each lexeme the first 255 places. Null when a word is not
 * among the stems and has to be looked up first.
 */
export function searchVector({ words, extras, starts }: SearchWords, stems: Stems): SearchVector | null {
  const vector = new Map<string, number | number[]>();
  let index = 0;
  let extra = 0;
  let position = 0;
  let bytes = 0;
  for (const [weight, count] of starts) {
    for (const end = index + count; index < end; index += 1) {
      position += 1;
      if (position > positionMax || bytes > lexemeBytesMax) return vector;
      const lexemes = lexemesOf(words[index] ?? '', stems);
      if (lexemes === null) return null;
      for (; extras[extra]?.index === index; extra += 1) {
        const beside = lexemesOf(extras[extra]?.word ?? '', stems);
        if (beside === null) return null;
        for (const lexeme of beside) bytes += place(vector, lexeme, weight * 16_384 + Math.min(position, positionMax));
      }
      for (const [part, lexeme] of lexemes.entries()) {
        if (part > 0) position += 1;
        bytes += place(vector, lexeme, weight * 16_384 + Math.min(position, positionMax));
      }
    }
    if (count > 0) position += fieldGap;
  }
  return vector;
}

const none: readonly string[] = [];

/** Null for a word that has to be looked up first. */
function lexemesOf(word: string, stems: Stems): readonly string[] | null {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (word.length > wordLengthMax) return none;
  return isCode(word) ? [word] : null;
}

// Answers how many bytes the lexeme adds to the vector, at most.
function place(vector: Map<string, number | number[]>, lexeme: string, at: number): number {
  const places = vector.get(lexeme);
  if (places === undefined) {
    vector.set(lexeme, at);
    return lexeme.length * 3;
  }
  if (typeof places === 'number') {
    if (places !== at) vector.set(lexeme, [places, at]);
  } else if (places.length < positionsPerLexemeMax && places.at(-1) !== at) places.push(at);
  return 0;
}
