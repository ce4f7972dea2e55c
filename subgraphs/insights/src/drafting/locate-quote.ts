import type { DraftQuote, SourceText } from './draft.js';

const quoteLengthMin = 8;
const quoteLengthMax = 500;

/** Where the words of a quote stand, whatever blanks are between them; null where no text has them. */
export function locateQuote(texts: readonly SourceText[], quote: string): DraftQuote | null {
  const words = quote.trim().split(/\s+/u);
  if (quote.trim().length < quoteLengthMin || quote.length > quoteLengthMax) return null;
  const pattern = new RegExp(
    words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)).join('\\s+'),
    'iu',
  );
  for (const { source, text } of texts) {
    const match = pattern.exec(text);
    if (match === null || match[0].length > quoteLengthMax) continue;
    return { source, start: match.index, end: match.index + match[0].length, text: match[0] };
  }
  return null;
}
