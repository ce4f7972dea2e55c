import { z } from 'zod';

/** What can be drafted. */
export const draftKinds = ['TENDER_ANALYSIS', 'PROPOSAL', 'CLIENT_RESEARCH', 'VOICE'] as const;
export type DraftKind = (typeof draftKinds)[number];

/** Parts of a draft, in the order in which people read them. */
export const draftHeadings = [
  'SCOPE',
  'TERMS',
  'REQUIREMENTS',
  'EVALUATION',
  'DOCUMENTS',
  'APPROACH',
  'CAPABILITY',
  'BUYER',
  'HISTORY',
  'VOICE',
  'OPEN_POINTS',
] as const;
export type DraftHeading = (typeof draftHeadings)[number];

/** Where the words of a quote stand. */
export const quoteSources = ['TITLE', 'DESCRIPTION', 'SPECIAL_CONDITIONS', 'PROFILE', 'BUYER', 'TEAM'] as const;

/** Words of the material: that text's `slice(start, end)`. */
export const draftQuote = z.object({
  source: z.enum(quoteSources),
  start: z.int().min(0),
  end: z.int().min(0),
  text: z.string().min(1).max(500),
});
export type DraftQuote = z.output<typeof draftQuote>;

export const draftSentence = z.object({
  text: z.string().min(1).max(1_000),
  /** Null where a field of the publisher or of the team says it, and where a sentence asks the team for something. */
  quote: draftQuote.nullable(),
});
export type DraftSentence = z.output<typeof draftSentence>;

export const draftSection = z.object({
  heading: z.enum(draftHeadings),
  sentences: z.array(draftSentence).min(1).max(40),
});
export type DraftSection = z.output<typeof draftSection>;

/** A draft as it was written. */
export interface DraftText {
  readonly sections: readonly DraftSection[];
  /** Sentences of a model that nothing bears out: they were left out. */
  readonly droppedCount: number;
}

/** One text that a draft may quote. */
export interface SourceText {
  readonly source: DraftQuote['source'];
  readonly text: string;
}

/** Sections in the order of `draftHeadings`; those of one heading are put together, repeats left out. */
export function inOrder(sections: readonly DraftSection[]): DraftSection[] {
  return draftHeadings.flatMap((heading) => {
    const own = sections.filter((section) => section.heading === heading).flatMap(({ sentences }) => sentences);
    const sentences = own.filter(
      ({ text }, index) => own.findIndex((other) => other.text.toLowerCase() === text.toLowerCase()) === index,
    );
    return sentences.length === 0 ? [] : [{ heading, sentences: sentences.slice(0, 40) }];
  });
}
