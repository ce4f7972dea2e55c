/**
 * The same text with characters of its own. A piece cut out of a text points into the whole and keeps it in memory, so
 * what is remembered of a document must be copied, or the document is remembered with it.
 *
 * @param text - well-formed, as JSON texts are after `textOf`.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}
