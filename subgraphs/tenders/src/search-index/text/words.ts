/**
 * Words of a text as search understands them: runs of letters and digits, in lower case. Everything else parts words,
 * so `OBP166` is found inside `RFQ/OBP166/2025/26`, which the database's own parser takes for the path of a file.
 */
export function wordsOf(text: string): readonly string[] {
  const words = isAscii.test(text)
    ? text.toLowerCase().match(asciiWords)
    : text.toWellFormed().normalize('NFKC').toLowerCase().match(anyWords);
  return words ?? [];
}

const isAscii = /^[\0-\x7f]*$/u;
const asciiWords = /[a-z0-9]+/gu;
const anyWords = /[\p{L}\p{N}\p{M}]+/gu;

/** Longer runs are not words: they are keys and pictures written as text. */
export const wordLengthMax = 200;

/** True for what no dictionary changes: digits and Latin letters mixed, such as a reference number. */
export function isCode(word: string): boolean {
  return codes.test(word);
}

// The database's parser reads "34e8c" as the number 34e8 and a letter, so it has to be asked about such.
const codes = /^(?=\D*\d)(?!\d+e\d+[a-z])[a-z0-9]+$/u;
