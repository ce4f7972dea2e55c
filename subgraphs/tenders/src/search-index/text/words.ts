/**
 * Words of a text as search understands them: runs of letters and digits, in lower case. Everything else parts words,
 * so `OBP166` is found inside `RFQ/OBP166/2025/26`, which the database's own parser takes for the path of a file.
 */
export function wordsOf(text: string): readonly string[] {
  const words = isAscii.test(text)
    ? text.toLowerCase().match(asciiWords)
    : text.toWellFormed().normalize('NFC').toLowerCase().match(anyWords);
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

/**
 * A search text spelt so that the database splits it as wordsOf does: what is glued together by punctuation becomes a
 * phrase. Quotes, `or` and a leading `-` keep their meaning.
 */
export function spellQuery(text: string): string {
  return [...text.matchAll(terms)]
    .map(({ groups }) => {
      const words = wordsOf(groups?.['quoted'] ?? groups?.['plain'] ?? '').filter(
        ({ length }) => length <= wordLengthMax,
      );
      const [only] = words;
      if (only === undefined) return '';
      const isPhrase = words.length > 1 || groups?.['quoted'] !== undefined;
      return `${groups?.['minus'] ?? ''}${isPhrase ? `"${words.join(' ')}"` : only}`;
    })
    .filter((term) => term !== '')
    .join(' ');
}

const terms = /(?<minus>-?)(?:"(?<quoted>[^"]*)"?|(?<plain>[^\s"]+))/gu;
