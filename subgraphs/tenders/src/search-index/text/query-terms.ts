import { provinceWord } from './kept-words.js';
import { isLinkWord, stemWord, type StemmedLanguage } from './languages.js';
import {
  belongsToNumber,
  distinct,
  formsOf,
  groupWordsMax,
  isDuration,
  sameThingsAs,
  spellingsOf,
  textOf,
  type Form,
} from './query-forms.js';
import { readGrades } from './query-grades.js';
import { isNoise, isOperator, refusalLength } from './query-noise.js';
import type { Piece } from './query-pieces.js';
import { capitalTerms, followersOfIt, provinceForms, provinceLetters } from './word-tables.js';

/** What is read of a text at one place. */
export interface Term {
  readonly term: string;
  /** How many pieces it is made of. */
  readonly length: number;
  /** The province that it names. */
  readonly province?: string;
}

/** The term that begins with a piece. */
export function readTerm(pieces: readonly Piece[], at: number, languages: readonly StemmedLanguage[]): Term {
  const piece = pieces[at];
  if (piece === undefined) return { term: '', length: 1 };
  if (piece.kind === 'quoted') return { term: signed(piece, [piece.words]), length: 1 };
  if (piece.kind === 'beginning')
    return { term: `${piece.isLeftOut ? '!' : ''}'${piece.words[0] ?? ''}':*`, length: 1 };
  if (piece.isLeftOut) return { term: signed(piece, sameThingsAs(piece.words) ?? formsOf(piece.words)), length: 1 };
  if (isLinkWord(piece.words.join(' '), languages) || isNoise(pieces, at)) return { term: '', length: 1 };
  const refusal = refusalLength(pieces, at);
  const refused = refusal > 0 ? readRefused(pieces, at + refusal) : null;
  if (refused !== null) return { term: refused.term, length: refused.length + refusal };
  const grades = readGrades(pieces, at);
  if (grades !== null) return { term: textOf(grades.forms), length: grades.length };
  return (
    readProvinceLetters(pieces, at) ??
    readGroup(pieces, at) ??
    readNumber(pieces, at, languages) ?? { term: textOf(formsOfPiece(pieces, at, languages)), length: 1 }
  );
}

/** None of the provinces that a list begins with: "KZN, Limpopo and GP". */
function readRefused(pieces: readonly Piece[], from: number): Term | null {
  const terms: string[] = [];
  let end = from;
  for (let at = from; ;) {
    const found = readProvinceLetters(pieces, at) ?? readGroup(pieces, at);
    if (found?.province === undefined) break;
    terms.push(`!${found.term}`);
    end = at + found.length;
    if (isListLink(pieces, end)) at = end + 1;
    else if (pieces[end - 1]?.isListed === true) at = end;
    else break;
  }
  return terms.length === 0 ? null : { term: terms.join(' & '), length: end - from };
}

function isListLink(pieces: readonly Piece[], at: number): boolean {
  return isPlain(pieces, at) && /^(?:and|or|nor|en|of)$/u.test(pieces[at]?.words.join(' ') ?? '');
}

function signed({ isLeftOut }: Piece, forms: readonly Form[]): string {
  const text = textOf(forms);
  return isLeftOut && text !== '' ? `!${text.startsWith('(') ? text : `(${text})`}` : text;
}

function readGroup(pieces: readonly Piece[], at: number): Term | null {
  const words: string[] = [];
  let best: Term | null = null;
  for (let length = 1; words.length < groupWordsMax; length += 1) {
    const piece = pieces[at + length - 1];
    if (piece === undefined || !isPlain(pieces, at + length - 1)) break;
    words.push(...piece.words);
    const province = provinceForms.get(words.join(' '));
    if (province !== undefined && isPartOfName(pieces, at + length)) continue;
    const forms = sameThingsAs(words);
    if (forms === undefined) continue;
    best = {
      term: textOf(distinct([words, ...forms]), { isLoose: true }),
      length: length + (province !== undefined && isProvinceWord(pieces[at + length]) ? 1 : 0),
      ...(province !== undefined && { province }),
    };
  }
  return best;
}

function isProvinceWord(piece: Piece | undefined): boolean {
  return /^provin(?:ce|sie)$/u.test(piece?.words.join(' ') ?? '');
}

// "North West University" lies in two provinces.
const nameEndings: ReadonlySet<string> = new Set(['university', 'street', 'avenue', 'straat', 'universiteit']);

function isPartOfName(pieces: readonly Piece[], at: number): boolean {
  return nameEndings.has(pieces[at]?.words[0] ?? '');
}

/** Two letters in capitals, unless a number stands before them: a camera has 12 MP. */
function readProvinceLetters(pieces: readonly Piece[], at: number): Term | null {
  const [word, ...others] = pieces[at]?.words ?? [];
  const province = provinceLetters.get(pieces[at]?.raw.replace(/[,;]$/u, '') ?? '');
  if (word === undefined || others.length > 0 || province === undefined) return null;
  const before = pieces[at - 1];
  if (before !== undefined && /^\d+$/u.test(before.words.at(-1) ?? '')) return null;
  return { term: textOf([[word], [provinceWord(province)]]), length: 1, province };
}

function isPlain(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at];
  return piece?.kind === 'plain' && !piece.isLeftOut && !isOperator(pieces, at);
}

/** A number with what belongs to it, such as "12,5 kg" and "6 CE PE", or letters before it, as of "RFQ 12/2025". */
function readNumber(pieces: readonly Piece[], at: number, languages: readonly StemmedLanguage[]): Term | null {
  const [piece, next, third] = pieces.slice(at, at + 3);
  if (piece === undefined || next === undefined || !isPlain(pieces, at + 1)) return null;
  const thousands = readThousands(pieces, at);
  if (thousands !== null) return thousands;
  const [number, word] = [piece.words.at(-1) ?? '', next.words[0] ?? ''];
  if (/^\d+$/u.test(number) && next.words.length === 1 && belongsToNumber(number, word)) {
    const isEmerging = third !== undefined && isPlain(pieces, at + 2) && third.raw.toUpperCase() === 'PE';
    const words = [...piece.words, word, ...(isEmerging ? ['pe'] : [])];
    return { term: textOf(formsOf(words)), length: isEmerging ? 3 : 2 };
  }
  if (/^\d+$/u.test(number) && next.words.length === 1 && isDuration(word))
    return { term: durationOf([piece.words], word), length: 2 };
  const isPrefix = piece.words.length === 1 && /^[a-z]{2,6}$/u.test(number) && /^\d+$/u.test(word);
  if (!isPrefix || readNumber(pieces, at + 1, languages) !== null) return null;
  const apart = `${textOf(formsOfPiece(pieces, at, languages))} & ${textOf(formsOf(next.words))}`;
  return { term: `(${apart} | ${textOf([[number + word, ...next.words.slice(1)]])})`, length: 2 };
}

/** "10 000 litres" as "10000 litres": a number in groups, with its unit. */
function readThousands(pieces: readonly Piece[], at: number): Term | null {
  const groups = [...(pieces[at]?.words ?? [])];
  if (!/^[1-9]\d{0,2}(?: \d{3})*$/u.test(groups.join(' '))) return null;
  let end = at + 1;
  for (; isPlain(pieces, end); end += 1) {
    const word = pieces[end]?.words.join(' ') ?? '';
    if (!/^\d{3}$/u.test(word)) break;
    groups.push(word);
  }
  const unit = pieces[end]?.words.join(' ') ?? '';
  if (groups.length < 2 || !isPlain(pieces, end)) return null;
  const whole = groups.join('');
  if (isDuration(unit)) return { term: durationOf([groups, [whole]], unit), length: end - at + 1 };
  if (!belongsToNumber('', unit)) return null;
  return { term: textOf([[...groups, unit], [whole, unit], [whole + unit]]), length: end - at + 1 };
}

// The number may be written out in between: "36 (thirty-six) months".
function durationOf(numbers: readonly Form[], word: string): string {
  const glued = numbers.map((number) => [...number.slice(0, -1), (number.at(-1) ?? '') + word]);
  return `(${textOf(numbers)} & '${word}' | ${textOf(glued)})`;
}

function formsOfPiece(pieces: readonly Piece[], at: number, languages: readonly StemmedLanguage[]): readonly Form[] {
  const piece = pieces[at];
  const [word, ...others] = piece?.words ?? [];
  if (piece === undefined || word === undefined) return [];
  if (others.length > 0) return isChoice(piece) ? piece.words.flatMap(spellingsOf) : formsOf(piece.words);
  const term = capitalTerms.get(piece.raw);
  if (term !== undefined) return term === '0it' ? informationTechnology : [[term]];
  if (word === 'it' && isTechnology(pieces, at)) return informationTechnology;
  const stems = languages.flatMap((language): Form[] => {
    const stem = stemWord(word, language);
    return stem === undefined ? [] : [[stem]];
  });
  return distinct([...spellingsOf(word), ...formsOf([word]), ...stems]);
}

/** True for words of which any will do: "sewer/sewage", and no number of a tender. */
function isChoice({ raw }: Piece): boolean {
  return /^\p{L}{3,}(?:\/\p{L}{3,})+$/u.test(raw);
}

const informationTechnology: readonly Form[] = [['0it'], ['ict']];

function isTechnology(pieces: readonly Piece[], at: number): boolean {
  const next = pieces[at + 1]?.words[0];
  return pieces.length > 1 && (next === undefined || at === 0 || followersOfIt.has(next));
}
