/**
 * Published text as it can be worked with: well-formed Unicode in one normal form, line ends as `\n`, no control
 * characters, none of the invisible marks that turn the direction of text, runs of spaces as one.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replaceAll(/[\u202A-\u202E\u2066-\u2069\uFEFF\u200B]/gu, '')
    .replaceAll(/[^\P{Cc}\n]|\p{Zs}/gu, ' ')
    .replaceAll(/ {2,}/gu, ' ')
    .replaceAll(/ ?\n ?/gu, '\n')
    .trim();
}

// Scripts that are written without spaces: each character counts as a word, or a page would count as one.
const words =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu;

/** How many words a text has. */
export function countWords(text: string): number {
  return text.match(words)?.length ?? 0;
}

/** A beginning of the text within both limits, cut between words and marked with an ellipsis; the text itself when it fits. */
export function cutToFit(text: string, { wordsMax, lengthMax }: { wordsMax: number; lengthMax: number }): string {
  if (text.length <= lengthMax && countWords(text) <= wordsMax) return text;
  let end = 0;
  let count = 0;
  for (const match of text.matchAll(words)) {
    const wordEnd = match.index + match[0].length;
    if (count === wordsMax || wordEnd > lengthMax - 1) break;
    count += 1;
    end = wordEnd;
  }
  // One word longer than the limit: cut inside it, between characters as people see them.
  if (end === 0) end = lastGraphemeEnd(text, lengthMax - 1);
  return `${text.slice(0, end).replace(/[\s,;:–—-]+$/u, '')}…`;
}

function lastGraphemeEnd(text: string, lengthMax: number): number {
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(
    text.slice(0, lengthMax + 100),
  )) {
    if (index + segment.length > lengthMax) break;
    end = index + segment.length;
  }
  return end;
}

const phraseEnd = /[;:.!?)](?=\s)|,(?=\s)|\s(?=[–-]\s)/gu;
const shareMin = 0.4;

/**
 * A beginning of the text within both limits that ends where a phrase ends, marked with an ellipsis; the text itself when it
 * fits. Only a phrase longer than both limits is cut between words.
 */
export function cutAtPhrase(text: string, limits: { wordsMax: number; lengthMax: number }): string {
  const cut = cutToFit(text, limits);
  if (cut === text) return text;
  const end = [...cut.matchAll(phraseEnd)].at(-1);
  if (end === undefined || end.index < cut.length * shareMin) return cut;
  return `${cut.slice(0, end.index + end[0].length).replace(/[\s,;:–—-]+$/u, '')}…`;
}
