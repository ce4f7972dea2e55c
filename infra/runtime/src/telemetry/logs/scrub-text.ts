import { cutText } from './cut-text.js';

/**
 * Shapes of secrets inside running text, and what takes their place. Each is linear in the text: it begins at a sign that
 * occurs once in a match, or only where a word begins.
 */
const scrubs: readonly (readonly [RegExp, string])[] = [
  [/:\/\/[^\s/"]+@/gu, '://***@'],
  [/\beyJ[\w.-]{5,}/gu, '[token]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/giu, '$1 [token]'],
  [/(?<![\w.+-])[\w.+-]+@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gu, '[email]'],
];

/** Cuts credentials in URLs, tokens and e-mail addresses from a text. */
export function scrubText(text: string): string {
  return scrubs.reduce((line, [shape, replacement]) => line.replace(shape, replacement), text);
}

/** A secret that ends behind the cut must be seen whole to be recognised; none is longer than this. */
const marginLength = 1_000;

/** At most `lengthMax` characters of a text, without secrets. The rest of the text is not looked at. */
export function scrubbedCut(text: string, lengthMax: number): string {
  const start = scrubText(text.slice(0, lengthMax + marginLength));
  const isCut = text.length > lengthMax + marginLength;
  return cutText(start, lengthMax, isCut ? text.length : start.length);
}
