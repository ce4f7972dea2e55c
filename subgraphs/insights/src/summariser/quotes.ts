import { keyOf, termsOf } from './words.js';

const keyLengthMin = 12;
const termsMin = 3;
const sharedMin = 0.6;

/** Whether one of some quotes is of this statement: word for word, or told in mostly the same words. */
export function isQuoted(text: string, quotes: readonly string[]): boolean {
  const own = keyOf(text);
  const terms = new Set(termsOf(text));
  return quotes.some((quote) => {
    const other = keyOf(quote);
    if (other.length >= keyLengthMin && own.includes(other)) return true;
    if (own.length >= keyLengthMin && other.includes(own)) return true;
    const told = termsOf(quote);
    return told.length >= termsMin && told.filter((term) => terms.has(term)).length / told.length >= sharedMin;
  });
}
