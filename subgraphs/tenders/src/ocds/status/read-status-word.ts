import { withoutAccents } from '../text/accents.js';
import { awardStatusWords, contractStatusWords } from './result-words.js';
import { tenderStatusWords, type StatusMeaning, type StatusWords } from './status-words.js';

/** Reads words of one table; null for what is not stated or not in it. */
export type StatusReader = (word: string | null) => StatusMeaning | null;

function meaningsOf(table: readonly StatusWords[]): ReadonlyMap<string, StatusMeaning> {
  return new Map(table.flatMap(({ meaning, words }) => words.map((word) => [plain(word), meaning] as const)));
}

function readerOf(table: readonly StatusWords[]): StatusReader {
  const meanings = meaningsOf(table);
  const ends = endings.flatMap((meaning) =>
    table
      .filter((row) => row.meaning === meaning)
      .flatMap(({ words }) => words.map((word) => ({ meaning, parts: partsOf(word) }))),
  );
  const known = new Map<string, StatusMeaning | null>();
  return (word) => {
    if (word === null) return null;
    const read = known.get(word);
    if (read !== undefined) return read;
    const meaning = meanings.get(plain(word)) ?? agreedIn(word, meanings) ?? endIn(partsOf(word), ends);
    // Of a few words that publishers use again and again; what somebody else makes up is not kept for ever.
    if (known.size < wordsKept) known.set(word, meaning);
    return meaning;
  };
}

const wordsKept = 2_000;

// What a status is said of, and how: "Tender awarded", "Currently open".
const fillers: ReadonlySet<string> = new Set(
  `tender tenders bid bids rfq rfp quotation process procedure notice status state stage is are has have been was were still
  currently now the by council contract proceso procedimiento licitacion estado la el del avis marche`.split(/\s+/u),
);
const toBids =
  /\bfor\s+(?:(?:the\s+)?(?:submissions?|tenders?|tendering|bids?|bidding|offers|quotations?|proposals?))\b/giu;

/** What all parts of a text say alike, as in "Closed - awarded" and "Open (extended)". */
function agreedIn(text: string, meanings: ReadonlyMap<string, StatusMeaning>): StatusMeaning | null {
  if (text.length > agreedLengthMax) return null;
  const parts = text.replaceAll(toBids, ' ').split(/\s+[-–—]+\s+|[()[\]:;,/|]+/u);
  const said = parts.filter((part) => /[\p{L}\p{N}]/u.test(part)).map((part) => meaningOfPart(part, meanings));
  const [first = null, ...others] = new Set(said);
  if (others.length === 0) return first;
  // A tender that is over and was awarded.
  return said.every((meaning) => meaning === 'AWARDED' || meaning === 'OVER') ? 'AWARDED' : null;
}

const agreedLengthMax = 80;

function meaningOfPart(part: string, meanings: ReadonlyMap<string, StatusMeaning>): StatusMeaning | null {
  const exact = meanings.get(plain(part));
  if (exact !== undefined) return exact;
  const parts = partsOf(part);
  const words = parts.filter((word) => !fillers.has(word));
  const [first = null, ...others] = words.map((word) => meanings.get(word) ?? null);
  const meaning = meanings.get(words.join('')) ?? (others.every((other) => other === first) ? first : null);
  return isOtherThing(parts, meaning) ? null : meaning;
}

// Behind a word these make the name of a step: "award process".
const steps: ReadonlySet<string> = new Set('process procedure proceso procedimiento stage status state'.split(' '));
// Methods of procurement: "open tender", "procedimiento abierto".
const methods =
  /\bopen (?:\w+ )*(?:tender|bid|contract|rfq|rfp|quotation)|(?:procedure|procedimiento|licitacion|marche) (?:\w+ )*(?:abiert|ouvert)/u;

/** True for what names something else than where a tender stands, or tells where it stood. */
function isOtherThing(parts: readonly string[], meaning: StatusMeaning | null): boolean {
  if (meaning !== 'ACTIVE' && meaning !== 'AWARDED') return false;
  const said = parts.findIndex((part) => !fillers.has(part));
  if (parts.slice(said + 1).some((part) => steps.has(part))) return true;
  const phrase = parts.join(' ');
  return meaning === 'ACTIVE' && (methods.test(phrase) || /\b(?:was|were)\b/u.test(phrase));
}

// A phrase may say that something came to nothing, and the worst it says counts. It never proves that something is open or
// awarded: "award recommended" and "open question" hold such words too.
const endings: readonly StatusMeaning[] = ['CANCELLED', 'UNSUCCESSFUL', 'PENDING', 'OVER'];

interface Ending {
  readonly meaning: StatusMeaning;
  readonly parts: readonly string[];
}

// They turn a word round, or say that it holds for a part alone.
const hedges: ReadonlySet<string> = new Set(
  `not no non never un nie geen niet nicht kein keine sin sem pas ne nao nu ni partial partially partly parcial parcialmente
  partiel partiellement partielle teilweise gedeeltelik deels parzialmente parzial partial не ні частково частично if unless may`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);

function endIn(parts: readonly string[], ends: readonly Ending[]): StatusMeaning | null {
  if (parts.length < 2 || parts.length > phraseLengthMax) return null;
  for (const { meaning, parts: phrase } of ends) {
    const at = parts.findIndex((_, index) => phrase.every((part, offset) => parts[index + offset] === part));
    if (at < 0) continue;
    const others = [...parts.slice(0, at), ...parts.slice(at + phrase.length)];
    if (!others.some((part) => hedges.has(part))) return meaning;
  }
  return null;
}

const phraseLengthMax = 12;

function partsOf(phrase: string): readonly string[] {
  return (
    withoutAccents(phrase)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function plain(word: string): string {
  return withoutAccents(word)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

// Last: they are made of what stands above.
export const readTenderWord = readerOf(tenderStatusWords);
export const readAwardWord = readerOf(awardStatusWords);
export const readContractWord = readerOf(contractStatusWords);

const awardMeanings = meaningsOf(awardStatusWords);

/** What a text says of an award that says nothing else: one of the words, and no phrase that holds it. */
export function readExactAwardWord(text: string): StatusMeaning | null {
  return awardMeanings.get(plain(text)) ?? null;
}

/** Where a tender stands by its status, or by what is said beside it of one that says no more than that it is active. */
export function readTenderStatus(status: string | null, details: string | null): StatusMeaning | null {
  const word = readTenderWord(status);
  const detail = word === null || word === 'ACTIVE' ? readTenderWord(details) : null;
  return detail === null || detail === 'PLANNED' || detail === 'PENDING' ? word : detail;
}
