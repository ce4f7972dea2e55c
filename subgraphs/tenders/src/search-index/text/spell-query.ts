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
import { capitalTerms, followersOfIt, provinceForms, provinceLetters } from './word-tables.js';
import { wordLengthMax, wordsOf } from './words.js';

/** A piece of a search text between blanks, or in quotes. */
interface Piece {
  readonly raw: string;
  readonly words: Form;
  readonly kind: 'plain' | 'quoted' | 'beginning';
  readonly isLeftOut: boolean;
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
}

/** What is read of a text at one place. */
interface Term {
  readonly term: string;
  /** How many pieces it is made of. */
  readonly length: number;
  /** The province that it names. */
  readonly province?: string;
}

/** A term, and where it stands in the text. */
interface PlacedTerm extends Term {
  readonly from: number;
  readonly to: number;
}

/**
 * A search text as the database's query language: words must all occur, those in quotes in that order, `-word` must not,
 * `word*` finds what begins so, and OR in capitals means either side. Of several provinces any will do. What can be
 * written in several ways is looked for in all of them. Empty where there is nothing to look for.
 */
export function spellQuery(text: string): string {
  return alternativesOf(text)
    .map((terms) => {
      const provinceTerms = terms.flatMap(({ term, province }) => (province === undefined ? [] : [term]));
      const others = terms.flatMap(({ term, province }) => (province === undefined ? [term] : []));
      const [only] = provinceTerms;
      const either = provinceTerms.length > 1 ? [`(${provinceTerms.join(' | ')})`] : only === undefined ? [] : [only];
      return [...others, ...either].join(' & ');
    })
    .join(' | ');
}

/** Provinces that a search text is taken to name; none where one of its alternatives names none. */
export function provincesIn(text: string): Province[] {
  const named = alternativesOf(text).map((terms) => terms.flatMap(({ province }) => province ?? []));
  if (named.some(({ length }) => length === 0)) return [];
  const all = new Set(named.flat());
  return provinces.filter((province) => all.has(province));
}

/** The text with the names of provinces in quotes, so that they are words alone; null where it names none. */
export function withoutProvinces(text: string): string | null {
  if (provincesIn(text).length === 0) return null;
  let quoted = '';
  let at = 0;
  for (const { province, from, to } of alternativesOf(text).flat()) {
    if (province === undefined) continue;
    quoted += `${text.slice(at, from)}"${text.slice(from, to)}"`;
    at = to;
  }
  return quoted + text.slice(at);
}

/** The terms of each side of OR, without those that say nothing. */
function alternativesOf(text: string): PlacedTerm[][] {
  const alternatives: PlacedTerm[][] = [[]];
  const pieces = piecesOf(text);
  for (let at = 0; at < pieces.length;) {
    const [piece] = pieces.slice(at);
    if (piece?.raw === 'OR' && piece.kind === 'plain') {
      alternatives.push([]);
      at += 1;
      continue;
    }
    const term = readTerm(pieces, at);
    const [from, to] = [piece?.from ?? 0, pieces[at + term.length - 1]?.to ?? 0];
    if (term.term !== '') alternatives.at(-1)?.push({ ...term, from, to });
    at += term.length;
  }
  return alternatives.filter((terms) => terms.length > 0);
}

const pattern = /(?<minus>-?)(?:"(?<quoted>[^"]*)"?|(?<plain>[^\s"]+))/gu;

function piecesOf(text: string): readonly Piece[] {
  return [...text.matchAll(pattern)]
    .flatMap(({ 0: whole, groups, index }) => {
      const place = { isLeftOut: groups?.['minus'] === '-', from: index, to: index + whole.length };
      const quoted = groups?.['quoted'];
      if (quoted !== undefined) return [pieceOf(quoted, 'quoted', place)];
      const raw = groups?.['plain'] ?? '';
      const id = pastedId(raw);
      if (id !== undefined) return [pieceOf(id, 'plain', place)];
      // A star ends a beginning, even in the middle of what is glued together.
      const [beginning = '', ...rest] = /^[\p{L}\p{N}]+\*/u.test(raw) ? raw.split(/\*+/u) : [];
      if (beginning === '') return [pieceOf(raw, 'plain', place)];
      return [pieceOf(beginning, 'beginning', place), pieceOf(rest.join(' '), 'plain', place)];
    })
    .filter(({ words }) => words.length > 0);
}

function pieceOf(raw: string, kind: Piece['kind'], place: Pick<Piece, 'isLeftOut' | 'from' | 'to'>): Piece {
  return { raw, kind, ...place, words: wordsOf(raw).filter(({ length }) => length <= wordLengthMax) };
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

/** The term that begins with a piece. */
function readTerm(pieces: readonly Piece[], at: number): Term {
  const piece = pieces[at];
  if (piece === undefined) return { term: '', length: 1 };
  if (piece.kind === 'quoted') return { term: signed(piece, [piece.words]), length: 1 };
  if (piece.kind === 'beginning')
    return { term: `${piece.isLeftOut ? '!' : ''}'${piece.words[0] ?? ''}':*`, length: 1 };
  if (piece.isLeftOut) return { term: signed(piece, sameThingsAs(piece.words) ?? formsOf(piece.words)), length: 1 };
  return (
    readProvinceLetters(pieces, at) ??
    readGroup(pieces, at) ??
    readNumber(pieces, at) ?? { term: textOf(formsOfPiece(pieces, at)), length: 1 }
  );
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
    if (piece === undefined || !isPlain(piece)) break;
    words.push(...piece.words);
    const province = provinceForms.get(words.join(' '));
    if (province !== undefined && isPartOfName(pieces, at + length)) continue;
    const forms = sameThingsAs(words);
    if (forms === undefined) continue;
    best = {
      term: textOf(distinct([words, ...forms]), { isLoose: true }),
      length,
      ...(province !== undefined && { province }),
    };
  }
  return best;
}

// "North West University" lies in two provinces.
const nameEndings: ReadonlySet<string> = new Set(['university', 'street', 'avenue', 'straat', 'universiteit']);

function isPartOfName(pieces: readonly Piece[], at: number): boolean {
  return nameEndings.has(pieces[at]?.words[0] ?? '');
}

/** Two letters in capitals, unless a number stands before them: a camera has 12 MP. */
function readProvinceLetters(pieces: readonly Piece[], at: number): Term | null {
  const [word, ...others] = pieces[at]?.words ?? [];
  const province = provinceLetters.get(pieces[at]?.raw ?? '');
  if (word === undefined || others.length > 0 || province === undefined) return null;
  const before = pieces[at - 1];
  if (before !== undefined && /^\d+$/u.test(before.words.at(-1) ?? '')) return null;
  return { term: textOf([[word], [provinceWord(province)]]), length: 1, province };
}

const isPlain = (piece: Piece): boolean => piece.kind === 'plain' && !piece.isLeftOut && piece.raw !== 'OR';

/** A number with what belongs to it, such as "12,5 kg" and "6 CE PE", or letters before it, as of "RFQ 12/2025". */
function readNumber(pieces: readonly Piece[], at: number): Term | null {
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
