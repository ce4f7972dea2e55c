/** One page, or a part of a file that has no pages. */
export interface TextPage {
  /** From 1. */
  readonly page: number;
  readonly text: string;
}

const pageLengthMax = 20_000;

/** Numbers the pages of a file and leaves out those without words; also whether one says more than is kept of a page. */
export function pagesOf(texts: readonly string[]): { pages: TextPage[]; isCut: boolean } {
  const pages = texts
    // Cut first: what is cut may end in half a character.
    .map((text, index) => ({ page: index + 1, text: storable(text.slice(0, pageLengthMax)) }))
    .filter(({ text }) => /\p{L}{2}/u.test(text));
  return { pages, isCut: texts.some((text) => text.length > pageLengthMax) };
}

/** Without what Postgres cannot keep and nobody can see. */
export function storable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/(?![\n\t])\p{Cc}/gu, ' ')
    .trim();
}
