import { isWorksClass } from '../../facts/index.js';
import { provinceWord } from './kept-words.js';
import { capitalTerms, provinceForms, sameThings, spellings, units } from './word-tables.js';

/** A way to write what is meant: words that follow one another. */
export type Form = readonly string[];

const codeParts = /\d+|[a-z]+/gu;
const mixed = /^(?=.*\d)(?=.*[a-z])[a-z0-9]+$/u;
const partsMax = 4;
const joinedLengthMax = 14;

/** Ways to write words that are glued by punctuation: letters and digits together or apart, initials as one word. */
export function formsOf(words: Form): readonly Form[] {
  const apart = words.flatMap(apartOf);
  const forms: Form[] = [words, words.flatMap(measureOf), apart, joinedAtDigits(apart)];
  const whole = words.join('');
  const hasInitial = words.every((word) => word.length === 1) || (words.length === 2 && words[0]?.length === 1);
  const hasPrefix = words.length === 2 && prefixes.has(words[0] ?? '');
  if (words.length > 1 && (hasInitial || hasPrefix) && isLetters.test(whole))
    forms.push([capitalTerms.get(whole.toUpperCase()) ?? whole]);
  // "12,5kg" is not "125kg".
  const isNumber = /^\d+$/u.test(apart[0] ?? '') && /^\d+$/u.test(apart[1] ?? '');
  if (apart.length > 1 && apart.length <= partsMax && whole.length <= joinedLengthMax && mixed.test(whole) && !isNumber)
    forms.push([whole]);
  return distinct(forms);
}

// What is written with a hyphen or without: "re-sealing", "pre-cast".
const prefixes: ReadonlySet<string> = new Set(
  'anti bio co de eco geo hydro inter micro mini multi non photo post pre re semi sub ultra un'.split(' '),
);
const isLetters = /^\p{L}+$/u;

// "300mm2" as "300 mm2".
function measureOf(word: string): readonly string[] {
  const [, number, unit] = /^(\d+)([a-z]+\d?)$/u.exec(word) ?? [];
  return number !== undefined && unit !== undefined && units.has(unit) ? [number, unit] : [word];
}

function apartOf(word: string): readonly string[] {
  const parts = mixed.test(word) ? (word.match(codeParts) ?? []) : [];
  return parts.length > 1 && parts.length <= partsMax ? parts : [word];
}

// "12 5 kg" as "12 5kg": where letters meet digits, and never digits other digits.
function joinedAtDigits(parts: Form): Form {
  const joined: string[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last !== undefined && isGlued(last, part)) joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined;
}

function isGlued(left: string, right: string): boolean {
  return (/[a-z]$/u.test(left) && /^\d+$/u.test(right)) || (/\d$/u.test(left) && /^[a-z]+$/u.test(right));
}

/** True for what stands behind a number and belongs to it: a unit, or behind a grade a class of works. */
export function belongsToNumber(number: string, word: string): boolean {
  return units.has(word) || isClassBehind(number, word);
}

/** True for a unit of time. Other words may stand between a number and these. */
export function isDuration(word: string): boolean {
  return /^(?:hour|hr|day|week|month|year)s?$/u.test(word);
}

function isClassBehind(grade: string, word: string): boolean {
  return /^[1-9]$/u.test(grade) && isWorksClass(word.toUpperCase());
}

/** Words as they are kept: behind a grade, "me" and "so" are terms and no stop words. */
export function keptForm(form: Form): Form {
  return form.map((word, index) => {
    const isClass = isClassBehind(form[index - 1] ?? '', word);
    return isClass ? (capitalTerms.get(word.toUpperCase()) ?? word) : word;
  });
}

/** Other ways to write a word by itself: in the other spelling of English. */
export function spellingsOf(word: string): readonly Form[] {
  for (const pair of spellings) {
    for (const [from, to] of [pair, pair.toReversed()]) {
      if (from !== undefined && to !== undefined && word.startsWith(from))
        return [[word], [to + word.slice(from.length)]];
    }
  }
  return [[word]];
}

const groups = new Map<string, readonly Form[]>();
for (const ways of sameThings) {
  const forms = ways.map((way) => way.split(' '));
  for (const way of ways) groups.set(way, [...(groups.get(way) ?? []), ...forms]);
}
for (const [name, province] of provinceForms) {
  const all = [...provinceForms].filter(([, other]) => other === province).map(([other]) => other.split(' '));
  groups.set(name, [...all, [provinceWord(province)]]);
}

/** Longest group that words stand for, in words. */
export const groupWordsMax = 5;

/** Ways to write what some words say together; undefined where they say nothing in particular. */
export function sameThingsAs(words: Form): readonly Form[] | undefined {
  const key = words.join(' ');
  const known = groups.get(key);
  if (known !== undefined) return known;
  const singular = key.replace(/(?<=\p{L}{3})s$/u, '');
  return singular === key ? undefined : groups.get(singular);
}

export function distinct(forms: readonly Form[]): readonly Form[] {
  return [...new Map(forms.map((form) => [form.join(' '), form])).values()];
}

/**
 * Any of the forms. Loosely, long words need not follow one another: that is answered out of posting lists alone, where a
 * phrase has to be looked at row by row, and what stands together is ranked first anyway.
 */
export function textOf(forms: readonly Form[], { isLoose = false } = {}): string {
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
