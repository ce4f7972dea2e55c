/**
 * The first `lengthMax` characters of a text, and how many were left out. Work on a text that a client may have written
 * begins here: whatever comes after is then bounded by us and not by them.
 *
 * @param lengthWas - of the whole, when `text` is only its beginning.
 */
export function cutText(text: string, lengthMax: number, lengthWas = text.length): string {
  if (lengthWas <= lengthMax) return text;
  // Half of a character that takes two units would be no text.
  const start = text.slice(0, lengthMax).replace(/[\uD800-\uDBFF]$/u, '');
  return `${start}… (${lengthWas - lengthMax} more)`;
}
