import { provinces, type Province } from '../../ocds/index.js';
import type { StemmedLanguage } from './languages.js';
import { isOperator } from './query-noise.js';
import { piecesOf } from './query-pieces.js';
import { readTerm, type Term } from './query-terms.js';

/** A term, and where it stands in the text. */
interface PlacedTerm extends Term {
  readonly from: number;
  readonly to: number;
}

/**
 * A search text as the database's query language: words must all occur, those in quotes in that order, `-word` must not,
 * `word*` finds what begins so, and OR in capitals means either side. Of several provinces any will do. What can be
 * written in several ways is looked for in all of them. Empty where there is nothing to look for.
 *
 * @param languages - in which words are looked for in their other forms as well; those of English are the database's.
 */
export function spellQuery(text: string, languages: readonly StemmedLanguage[] = []): string {
  return alternativesOf(text, languages)
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
function alternativesOf(text: string, languages: readonly StemmedLanguage[] = []): PlacedTerm[][] {
  const alternatives: PlacedTerm[][] = [[]];
  const pieces = piecesOf(text);
  for (let at = 0; at < pieces.length;) {
    const [piece] = pieces.slice(at);
    if (isOperator(pieces, at)) {
      alternatives.push([]);
      at += 1;
      continue;
    }
    const term = readTerm(pieces, at, languages);
    const [from, to] = [piece?.from ?? 0, pieces[at + term.length - 1]?.to ?? 0];
    if (term.term !== '') alternatives.at(-1)?.push({ ...term, from, to });
    at += term.length;
  }
  return alternatives.filter((terms) => terms.length > 0);
}
