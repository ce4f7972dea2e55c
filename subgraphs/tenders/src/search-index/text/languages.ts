import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as romanian } from '@orama/stemmers/romanian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import { withoutAccents } from '../../ocds/index.js';
import { stemAfrikaans } from './stem-afrikaans.js';

/** Languages whose words are found in their other forms. Those of English are made by the database. */
export const stemmedLanguages = ['af', 'da', 'de', 'es', 'fi', 'fr', 'it', 'nl', 'no', 'pt', 'ro', 'sv'] as const;

export type StemmedLanguage = (typeof stemmedLanguages)[number];

const stemmers: Readonly<Record<StemmedLanguage, (word: string) => string>> = {
  af: stemAfrikaans,
  da: danish,
  de: german,
  es: spanish,
  fi: finnish,
  fr: french,
  it: italian,
  nl: dutch,
  no: norwegian,
  pt: portuguese,
  ro: romanian,
  sv: swedish,
};

// Codes of three letters, and what else publishers write.
const otherCodes: ReadonlyMap<string, StemmedLanguage> = new Map(
  Object.entries({
    ...{ afr: 'af', dan: 'da', deu: 'de', ger: 'de', spa: 'es', fin: 'fi', fra: 'fr', fre: 'fr', ita: 'it', nld: 'nl' },
    ...{ dut: 'nl', nor: 'no', nb: 'no', nn: 'no', nob: 'no', por: 'pt', ron: 'ro', rum: 'ro', mo: 'ro', swe: 'sv' },
  } as const),
);

/** The language of a tag such as "pt-BR"; null for English and for those that have no stems here. */
export function stemmedLanguageOf(tag: string | null): StemmedLanguage | null {
  const code = tag?.trim().toLowerCase().split(/[-_]/u)[0] ?? '';
  return stemmedLanguages.find((language) => language === code) ?? otherCodes.get(code) ?? null;
}

const afrikaansWords =
  /(?<!\p{L})(?:vir|die|van|aan|voorsiening|verskaffing|lewering|aanstelling|instandhouding|herstel|oprigting|onderhoud)(?!\p{L})/giu;
const englishWords = /(?<!\p{L})(?:the|of|for|and|to|supply|appointment)(?!\p{L})/iu;

/**
 * The language of texts: as stated; and Afrikaans where nothing is said or English, which programs fill in, and the text
 * has its words and none of the other's.
 */
export function languageOf(tag: string | null, texts: readonly (string | null)[]): StemmedLanguage | null {
  const stated = stemmedLanguageOf(tag);
  if (stated !== null || (tag !== null && !/^en/iu.test(tag))) return stated;
  const text = texts.join(' ').slice(0, 1_000);
  const found = new Set(Array.from(text.matchAll(afrikaansWords), ([word]) => word.toLowerCase()));
  return found.size > 1 && !englishWords.test(text) ? 'af' : null;
}

/** The word that a language's tenders are told by. */
export function languageMark(language: StemmedLanguage): string {
  return `0${language}0`;
}

// Stop words of English, as the database has them: no text is looked for by them, in whatever language it is.
const stopWords: ReadonlySet<string> = new Set(
  `myself our ours ourselves you your yours yourself yourselves him his himself she her hers herself its itself they them
  their theirs themselves what which who whom this that these those are was were been being have has had having does did
  doing the and but because until while for with about against between into through during before after above below from
  down out off over under again further then once here there when where why how all any both each few more most other some
  such nor not only own same than too very can will just don should now`.split(/\s+/u),
);

// Words that only link others. Those that English has too with another meaning, such as "van" and "die", are left out.
const linkWords: Readonly<Partial<Record<StemmedLanguage, string>>> = {
  es: 'de la el los las del para con',
  fr: 'de la le les des du et pour',
  it: 'di la il del della dei delle per',
  pt: 'de da do das dos para em',
};

/** True for a word that says nothing in one of these languages. */
export function isLinkWord(word: string, languages: readonly StemmedLanguage[]): boolean {
  return languages.some((language) => linkWords[language]?.split(' ').includes(word) === true);
}

const wordShape = /^\p{L}{3,40}$/u;

/** The word under which a word is kept in a language: its stem. Undefined for what is no word, or a stop word. */
export function stemWord(word: string, language: StemmedLanguage): string | undefined {
  if (!wordShape.test(word) || stopWords.has(word)) return undefined;
  // The lists of stems know accents, that of Afrikaans does without.
  const stem = language === 'af' ? stemAfrikaans(withoutAccents(word)) : withoutAccents(stemmers[language](word));
  return `0${language}${romance.has(language) ? stem.replace(shortEnding, '') : stem}`;
}

// The stemmers leave short words alone, such as "obra" and "obras", and keep the vowel of "manutenção".
const romance: ReadonlySet<StemmedLanguage> = new Set(['es', 'it', 'pt']);
const shortEnding = /(?<=.{3})[aeio]?s?$/u;
