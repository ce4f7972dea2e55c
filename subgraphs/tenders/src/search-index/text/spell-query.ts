import { provinces, type Province } from '../../ocds/index.js';
import {
  belongsToNumber,
  distinct,
  formsOf,
  groupWordsMax,
  keptForm,
  sameThingsAs,
  spellingsOf,
  type Form,
} from './query-forms.js';
import { ocidWord, provinceWord } from './kept-words.js';
import { capitalTerms, followersOfIt, provinceLetters } from './word-tables.js';
import { wordLengthMax, wordsOf } from './words.js';

/** A piece of a search text between blanks, or in quotes. */
interface Piece {
  readonly raw: string;
  readonly words: Form;
  readonly kind: 'plain' | 'quoted' | 'beginning';
  readonly isLeftOut: boolean;
}

/**
 * A search text as the database's query language: words must all occur, those in quotes in that order, `-word` must not,
 * `word*` finds what begins so, and OR in capitals means either side. What can be written in several ways is looked for in
 * all of them. Empty where there is nothing to look for.
 */
export function spellQuery(text: string): string {
  const alternatives: string[][] = [[]];
  const pieces = piecesOf(text);
  for (let at = 0; at < pieces.length;) {
    if (pieces[at]?.raw === 'OR' && pieces[at]?.kind === 'plain') {
      alternatives.push([]);
      at += 1;
      continue;
    }
    const { term, length } = readTerm(pieces, at);
    if (term !== '') alternatives.at(-1)?.push(term);
    at += length;
  }
  return alternatives
    .filter((terms) => terms.length > 0)
    .map((terms) => terms.join(' & '))
    .join(' | ');
}

/** Provinces that a search text is taken to name. */
export function provincesIn(text: string): Province[] {
  const query = spellQuery(text);
  return provinces.filter((province) => new RegExp(`(?<!!|!\\([^()]*)'${provinceWord(province)}'`, 'u').test(query));
}

const pattern = /(?<minus>-?)(?:"(?<quoted>[^"]*)"?|(?<plain>[^\s"]+))/gu;

function piecesOf(text: string): readonly Piece[] {
  return [...text.matchAll(pattern)]
    .flatMap(({ groups }) => {
      const isLeftOut = groups?.['minus'] === '-';
      const quoted = groups?.['quoted'];
      if (quoted !== undefined) return [pieceOf(quoted, 'quoted', isLeftOut)];
      const raw = groups?.['plain'] ?? '';
      const id = pastedId(raw);
      if (id !== undefined) return [pieceOf(id, 'plain', isLeftOut)];
      // A star ends a beginning, even in the middle of what is glued together.
      const [beginning = '', ...rest] = /^[\p{L}\p{N}]+\*/u.test(raw) ? raw.split(/\*+/u) : [];
      if (beginning === '') return [pieceOf(raw, 'plain', isLeftOut)];
      return [pieceOf(beginning, 'beginning', isLeftOut), pieceOf(rest.join(' '), 'plain', isLeftOut)];
    })
    .filter(({ words }) => words.length > 0);
}

function pieceOf(raw: string, kind: Piece['kind'], isLeftOut: boolean): Piece {
  return { raw, kind, isLeftOut, words: wordsOf(raw).filter(({ length }) => length <= wordLengthMax) };
}

const ocid = /ocds-[a-z0-9]{6}-[^\s?&#/"]+/iu;
const idParameter = /[?&](?:id|tenderid|tender_id|noticeid|notice_id|ocid|ref|reference)=(?<value>[^&#]+)/iu;
const lastNumber = /\/(?<value>[^/?#]*\d{3}[^/?#]*)\/?(?:[?#].*)?$/u;

/** What the address of a notice, or the ocid of a process, is found by. Undefined for any other text. */
function pastedId(raw: string): string | undefined {
  const found = ocid.exec(raw)?.[0];
  if (found !== undefined && (raw.startsWith('http') || raw.toLowerCase().startsWith('ocds-')))
    return ocidWord(found.replace(/[.,;]+$/u, ''));
  if (!/^https?:\/\//iu.test(raw)) return undefined;
  return (idParameter.exec(raw) ?? lastNumber.exec(raw))?.groups?.['value'];
}

/** The term that begins with a piece, and how many pieces it is made of. */
function readTerm(pieces: readonly Piece[], at: number): { term: string; length: number } {
  const piece = pieces[at];
  if (piece === undefined) return { term: '', length: 1 };
  if (piece.kind === 'quoted') return { term: signed(piece, [piece.words]), length: 1 };
  if (piece.kind === 'beginning')
    return { term: `${piece.isLeftOut ? '!' : ''}'${piece.words[0] ?? ''}':*`, length: 1 };
  if (piece.isLeftOut) return { term: signed(piece, sameThingsAs(piece.words) ?? formsOf(piece.words)), length: 1 };
  return readGroup(pieces, at) ?? readNumber(pieces, at) ?? { term: textOf(formsOfPiece(pieces, at)), length: 1 };
}

function signed({ isLeftOut }: Piece, forms: readonly Form[]): string {
  const text = textOf(forms);
  return isLeftOut && text !== '' ? `!${text.startsWith('(') ? text : `(${text})`}` : text;
}

function readGroup(pieces: readonly Piece[], at: number): { term: string; length: number } | null {
  const words: string[] = [];
  let best: { term: string; length: number } | null = null;
  for (let length = 1; words.length < groupWordsMax; length += 1) {
    const piece = pieces[at + length - 1];
    if (piece === undefined || !isPlain(piece)) break;
    words.push(...piece.words);
    const forms = sameThingsAs(words);
    if (forms !== undefined) best = { term: textOf(distinct([words, ...forms]), { isLoose: true }), length };
  }
  return best;
}

const isPlain = (piece: Piece): boolean => piece.kind === 'plain' && !piece.isLeftOut && piece.raw !== 'OR';

/** A number with what belongs to it, such as "12,5 kg" and "6 CE PE", or letters before it, as of "RFQ 12/2025". */
function readNumber(pieces: readonly Piece[], at: number): { term: string; length: number } | null {
  const [piece, next, third] = pieces.slice(at, at + 3);
  if (piece === undefined || next === undefined || !isPlain(next)) return null;
  const [number, word] = [piece.words.at(-1) ?? '', next.words[0] ?? ''];
  if (/^\d+$/u.test(number) && next.words.length === 1 && belongsToNumber(number, word)) {
    const isEmerging = third !== undefined && isPlain(third) && third.raw.toUpperCase() === 'PE';
    const words = [...piece.words, word, ...(isEmerging ? ['pe'] : [])];
    return { term: textOf(formsOf(words)), length: isEmerging ? 3 : 2 };
  }
  const isPrefix = piece.words.length === 1 && /^[a-z]{2,6}$/u.test(number) && /^\d+$/u.test(word);
  if (!isPrefix || readNumber(pieces, at + 1) !== null) return null;
  const apart = `${textOf(formsOfPiece(pieces, at))} & ${textOf(formsOf(next.words))}`;
  return { term: `(${apart} | ${textOf([[number + word, ...next.words.slice(1)]])})`, length: 2 };
}

function formsOfPiece(pieces: readonly Piece[], at: number): readonly Form[] {
  const piece = pieces[at];
  const [word, ...others] = piece?.words ?? [];
  if (piece === undefined || word === undefined) return [];
  if (others.length > 0) return formsOf(piece.words);
  const term = capitalTerms.get(piece.raw);
  if (term !== undefined) return term === '0it' ? informationTechnology : [[term]];
  if (word === 'it' && isTechnology(pieces, at)) return informationTechnology;
  const province = provinceLetters.get(piece.raw);
  if (province !== undefined) return [[word], [provinceWord(province)]];
  return distinct([...spellingsOf(word), ...formsOf([word])]);
}

const informationTechnology: readonly Form[] = [['0it'], ['ict']];

function isTechnology(pieces: readonly Piece[], at: number): boolean {
  const next = pieces[at + 1]?.words[0];
  return pieces.length > 1 && (next === undefined || at === 0 || followersOfIt.has(next));
}

/**
 * Any of the forms. Loosely, long words need not follow one another: that is answered out of posting lists alone, where a
 * phrase has to be looked at row by row, and what stands together is ranked first anyway.
 */
function textOf(forms: readonly Form[], { isLoose = false } = {}): string {
  const phrases = forms
    .map((form) =>
      keptForm(form)
        .map((word) => `'${word}'`)
        .join(isLoose && form.every(({ length }) => length > 2) ? ' & ' : ' <-> '),
    )
    .filter((phrase) => phrase !== '');
  const [only] = phrases;
  if (phrases.length < 2) return only ?? '';
  return `(${phrases.join(' | ')})`;
}
