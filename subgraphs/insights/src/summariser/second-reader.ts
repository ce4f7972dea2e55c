/** Reads what a writer made and does not believe it: every number, date and name must stand in the source. */

const number = /\d[\d.,  /:-]*\d|\d/gu;
const name = /(?<![.!?:;•]\s|^)(?<=\s)\p{Lu}[\p{L}’'-]{2,}/gu;
const wrapped = /[\s.,  :/-]+/gu;

/** Words of a text that are not in its source: numbers and dates first, then names. */
export function inventedWords(text: string, source: string): string[] {
  const known = source.toLowerCase();
  const digits = known.replaceAll(wrapped, '');
  const numbers = (text.match(number) ?? []).filter((found) => !digits.includes(found.replaceAll(wrapped, '')));
  const names = (text.match(name) ?? []).filter((found) => !known.includes(found.toLowerCase()));
  return [...new Set([...numbers, ...names])];
}

/** The statements that hold nothing which the source does not. */
export function verified<Statement extends { readonly text: string }>(
  statements: readonly Statement[],
  source: string,
): Statement[] {
  return statements.filter(({ text }) => inventedWords(text, source).length === 0);
}
