// cspell:ignore Tambo
import type { Piece } from './query-pieces.js';

// What comes before the number of a tender: "RFQ no. 12/2026", "Tender number SCM/12".
const numberWords: ReadonlySet<string> = new Set([
  'no',
  'nr',
  'num',
  'number',
  'numbers',
  'nommer',
  'ref',
  'reference',
]);
const namesOfTenders: ReadonlySet<string> = new Set(['tender', 'bid', 'contract', 'quotation', 'reference', 'ref']);
// Everything here is one.
const tenderWords: ReadonlySet<string> = new Set(['tenders', 'bids', 'tenderkennisgewings']);

/** True for a word that says nothing of what is looked for: what else stands there does. */
export function isNoise(pieces: readonly Piece[], at: number): boolean {
  const word = wordAt(pieces, at);
  if (word === undefined) return false;
  const hasNumber = (index: number): boolean => /\d/u.test(pieces[index]?.words.join('') ?? '');
  if (numberWords.has(word) && hasNumber(at + 1)) return true;
  if (/^(?:oc)?id$/u.test(word) && /^0ocds/u.test(pieces[at + 1]?.words[0] ?? '')) return true;
  const next = wordAt(pieces, at + 1);
  if (namesOfTenders.has(word) && next !== undefined && numberWords.has(next) && hasNumber(at + 2)) return true;
  const isTender = tenderWords.has(word) || (word === 'tender' && at > 0 && at === pieces.length - 1);
  return isTender && pieces.some((_, index) => saysMore(pieces, index));
}

function wordAt(pieces: readonly Piece[], at: number): string | undefined {
  const piece = pieces[at];
  return piece?.kind === 'plain' && !piece.isLeftOut && piece.words.length === 1 ? piece.words[0] : undefined;
}

const littleWords: ReadonlySet<string> = new Set([
  'tender',
  'the',
  'all',
  'for',
  'in',
  'of',
  'new',
  'open',
  'or',
  'and',
]);

function saysMore(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at];
  const word = wordAt(pieces, at);
  if (word === undefined) return piece !== undefined && !piece.isLeftOut;
  return !tenderWords.has(word) && !littleWords.has(word) && piece?.raw !== 'OR';
}

// Whoever writes one of these before a province wants it least of all.
const refusals: ReadonlySet<string> = new Set([
  ...['not', 'except', 'excluding', 'exclude', 'excl', 'without', 'outside', 'behalwe', 'buite', 'nie'],
]);
const betweenRefusals: ReadonlySet<string> = new Set(['in', 'from', 'for', 'of', 'the', 'at', 'vir']);

/** How many words turn round the provinces behind them: "except", "not in", "outside of the". */
export function refusalLength(pieces: readonly Piece[], at: number): number {
  if (!refusals.has(wordAt(pieces, at) ?? '')) return 0;
  let length = 1;
  while (betweenRefusals.has(wordAt(pieces, at + length) ?? '')) length += 1;
  return length;
}

/** True for an OR that is an operator, and no name: the district is called OR Tambo. */
export function isOperator(pieces: readonly Piece[], at: number): boolean {
  return pieces[at]?.raw === 'OR' && pieces[at].kind === 'plain' && pieces[at + 1]?.words[0] !== 'tambo';
}
