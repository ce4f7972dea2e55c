/** Letters and digits alone: two texts with the same key differ in nothing that is read. */
export function keyOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Words of four letters and more, in lower case: shorter ones carry the grammar, not the subject. */
export function termsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}]{4,}/gu) ?? [];
}
