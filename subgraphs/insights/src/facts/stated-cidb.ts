import { z } from 'zod';

const span = z.object({ field: z.enum(['TITLE', 'DESCRIPTION', 'SPECIAL_CONDITIONS']), text: z.string() });

/** What the text of a tender says about CIDB grading, as the tenders subgraph has read it and stored it. */
export const statedCidb = z.object({
  designations: z.array(
    z.object({
      /** Null means that the text leaves it open. */
      grade: z.int().nullable(),
      classOfWorks: z.string().nullable(),
      /** Accepted of potentially emerging contractors only. */
      isPotentiallyEmerging: z.boolean(),
      /** Designations of one number are alternatives. */
      alternatives: z.int(),
      span,
    }),
  ),
  /** Where it says that no grading applies. */
  notApplicable: z.array(span),
  /** Where it names the CIDB and neither a grading nor that none applies. */
  mention: span.nullable(),
  /** Where it speaks of potentially emerging contractors. */
  emerging: span.nullable(),
});

export type StatedCidb = z.output<typeof statedCidb>;
export type StatedDesignation = StatedCidb['designations'][number];
export type StatedSpan = z.output<typeof span>;

const fieldNames = { TITLE: 'title', DESCRIPTION: 'description', SPECIAL_CONDITIONS: 'special conditions' } as const;
const quotesMax = 3;

/** The words that a statement was read from and where they stand: `"7CE or higher" in its description`. */
export function quoteSpans(spans: readonly StatedSpan[]): string {
  const quotes = spans.map(({ field, text }) => `"${onOneLine(text)}" in its ${fieldNames[field]}`);
  return [...new Set(quotes)].slice(0, quotesMax).join(', ');
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}
