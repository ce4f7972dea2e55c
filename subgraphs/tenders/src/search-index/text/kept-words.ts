import { provinces } from '../../ocds/index.js';
import { languageMark, stemWord, type StemmedLanguage } from './languages.js';
import { capitalTerms } from './word-tables.js';
import { wordsOf } from './words.js';

// Words that are kept of a tender beside those that stand in its text. They hold digits and Latin letters, which no
// dictionary changes.

/** The word that tenders of a province are found by. */
export function provinceWord(province: string): string {
  return `0${province.toLowerCase().replaceAll(/[^a-z]/gu, '')}`;
}

/** Words of a tender's province; a national tender is for every one. */
export function provinceWords(province: string | null): string {
  if (province === null) return '';
  return (province === 'NATIONAL' ? provinces.filter((name) => name !== 'NATIONAL') : [province])
    .map(provinceWord)
    .join(' ');
}

/** The word that one process is found by: all letters and digits of its ocid. The 0 keeps it from being a word. */
export function ocidWord(ocid: string): string {
  return `0${wordsOf(ocid).join('')}`;
}

const prefix = /^ocds-[a-z0-9]{6}-/iu;

/** Words of an ocid: the whole of it as one, and what the publisher calls the process. */
export function ocidWords(ocid: string): string {
  return `${ocidWord(ocid)} ${ocid.replace(prefix, '')}`;
}

/** A word that a document has beside those of its text, in the place of one of them. */
export interface ExtraWord {
  /** Which word of the text it stands with. */
  readonly index: number;
  readonly word: string;
}

const capitals = /(?<![\p{L}\p{N}])(?:IT|ME|SO)(?![\p{L}\p{N}])/u;
const initials =
  /(?<![\p{L}\p{N}.])(?:\p{L}[.-]){1,7}\p{L}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}-])\p{Lu}-\p{Lu}{2,8}(?![\p{L}\p{N}])/u;
const either = new RegExp(`${capitals.source}|${initials.source}`, 'gu');

/** Abbreviations written with dots or hyphens as one word, and terms in capitals that the dictionary would leave out. */
export function extraWordsOf(text: string): readonly ExtraWord[] {
  if (!capitals.test(text) && !initials.test(text)) return none;
  const extras: ExtraWord[] = [];
  let at = 0;
  let before = 0;
  for (const { 0: found, index } of text.matchAll(either)) {
    before += wordsOf(text.slice(at, index)).length;
    const parts = wordsOf(found);
    // "I.T." is the term as well.
    const glued = parts.join('');
    const word = capitalTerms.get(found) ?? capitalTerms.get(/\p{Ll}/u.test(found) ? '' : glued.toUpperCase()) ?? glued;
    // At its first and at its last place, so that it has neighbours on both sides.
    extras.push({ index: before, word });
    if (parts.length > 1) extras.push({ index: before + parts.length - 1, word });
    before += parts.length;
    at = index + found.length;
  }
  return extras;
}

const none: readonly ExtraWord[] = [];
const keptLengthMax = 20_000;

function stemsOf(text: string, language: StemmedLanguage | null): readonly string[] {
  return language === null ? [] : wordsOf(text).flatMap((word) => stemWord(word, language) ?? []);
}

/** All that a tender is found by beside its texts, as one text. */
export function keptText(tender: {
  language: StemmedLanguage | null;
  ocid: string | null;
  province: string | null;
  texts: readonly (string | null)[];
}): string {
  const extras = tender.texts.flatMap((text) => (text === null ? [] : extraWordsOf(text).map(({ word }) => word)));
  const words = [
    tender.ocid === null ? '' : ocidWords(tender.ocid),
    provinceWords(tender.province),
    ...new Set(extras),
    ...new Set(tender.texts.flatMap((text) => stemsOf(text ?? '', tender.language))),
    tender.language === null ? '' : languageMark(tender.language),
  ];
  return words
    .filter((word) => word !== '')
    .join(' ')
    .slice(0, keptLengthMax);
}
