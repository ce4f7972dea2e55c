const asciiOnly = /^\p{ASCII}*$/u;
const marks = /\p{Mn}/gu;

/** True for a text without accents and other letters than those of English: most are, and need no tables of characters. */
export function isAscii(text: string): boolean {
  return asciiOnly.test(text);
}

/** The text with "é" as "e". */
export function withoutAccents(text: string): string {
  return isAscii(text) ? text : text.normalize('NFD').replaceAll(marks, '');
}
