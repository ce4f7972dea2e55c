import { tradeWords } from './trade-words.js';
import { isCode, wordsOf } from './words.js';

/** A word of tenders that looks like a typed one, and in how many tenders it stands. */
export interface SimilarWord {
  readonly word: string;
  readonly tenderCount: number;
  /** In how many tenders the typed word itself stands: few, and then maybe by the same error. Absent for none. */
  readonly typedCount?: number;
}

const wordLengthMin = 4;
const wordsMax = 8;

/**
 * Words of a text that a typing error may be in. None when the text says exactly what it wants, by quotes, `-` or `*`:
 * what someone insists on is not corrected. Neither are reference numbers, whose neighbours are other tenders, nor words of
 * trades, whose neighbours are other trades.
 */
export function correctableWords(text: string): readonly string[] {
  if (/["*]|(?:^|\s)-/u.test(text)) return [];
  const words = wordsOf(text).filter(
    (word) => [...word].length >= wordLengthMin && isPlain.test(word) && !isCode(word) && !tradeWords.has(word),
  );
  return [...new Set(words)].slice(0, wordsMax);
}

const isPlain = /^[\p{L}\p{M}]+$/u;

/** A word with two neighbouring letters exchanged: of short words the commonest error, and the least similar by trigrams. */
export function transpositionsOf(word: string): string[] {
  const letters = [...word];
  return letters
    .slice(1)
    .map((letter, index) =>
      [...letters.slice(0, index), letter, letters[index] ?? '', ...letters.slice(index + 2)].join(''),
    );
}

// How many times as common a word must be to be worth one more error.
const errorWeight = Math.log(20);

/** The word most likely meant; null when none is near enough. */
export function likeliestWord(typed: string, candidates: readonly SimilarWord[]): string | null {
  const distanceMax = typed.length < twoErrorsMin ? 1 : 2;
  let best: { word: string; score: number } | null = null;
  for (const { word, tenderCount, typedCount = 0 } of candidates) {
    const distance = editDistance(typed, word);
    // A word that some tender has is only an error where it is one error from a word that is no rarer.
    if (typedCount > 0 && (distance > 1 || tenderCount < typedCount)) continue;
    if (tenderCount === 0 || distance === 0 || distance > distanceMax) continue;
    if (isAnotherFirstLetter(typed, word) || isOfAnotherTrade(typed, word, distance)) continue;
    const score = Math.log(tenderCount) - errorWeight * distance;
    if (best === null || score > best.score) best = { word, score };
  }
  return best?.word ?? null;
}

// Of a shorter word too little is left to tell what was meant.
const twoErrorsMin = 7;

// Nobody mistypes the first letter alone: tiling and filing are two words.
function isAnotherFirstLetter(typed: string, word: string): boolean {
  return typed.length === word.length && typed[0] !== word[0] && typed.slice(1) === word.slice(1);
}

/** True where a word of a trade is nearer: "brioler" is no boiler, though no tender asks for broilers. */
function isOfAnotherTrade(typed: string, word: string, distance: number): boolean {
  if (distance < 2) return false;
  for (const trade of tradeWords) {
    const isNear = Math.abs(trade.length - typed.length) < distance && editDistance(typed, trade) < distance;
    if (isNear && !isSameTrade(trade, word)) return true;
  }
  return false;
}

function isSameTrade(left: string, right: string): boolean {
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return long.startsWith(short.replace(/(?:s|e|y)$/u, '')) && long.length - short.length <= 3;
}

/** Letters to insert, leave out, replace or exchange with their neighbour to make one word of the other. */
export function editDistance(left: string, right: string): number {
  const [from, to] = [[...left], [...right]];
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of from.entries()) {
    const current = [row + 1];
    for (const [column, other] of to.entries()) {
      const replaced = (above[column] ?? 0) + Number(letter !== other);
      let cost = Math.min(replaced, (above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1);
      const isExchanged = row > 0 && column > 0 && letter === to[column - 1] && from[row - 1] === other;
      if (isExchanged) cost = Math.min(cost, (before[column - 1] ?? 0) + 1);
      current.push(cost);
    }
    before = above;
    above = current;
  }
  return above[to.length] ?? 0;
}

/** The text with words replaced, everything else as typed. */
export function replaceWords(text: string, replacements: ReadonlyMap<string, string>): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\p{L}\p{N}\p{M}]+/gu, (word) => replacements.get(word.toLowerCase()) ?? word);
}
