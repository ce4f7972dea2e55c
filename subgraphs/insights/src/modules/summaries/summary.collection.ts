import { definePublicCollection, publicDocumentId, type BodyOf } from '@hub/runtime/documents';
import { z } from 'zod';
import { countWords, summaryLimits } from '../../summariser/index.js';

/** One summary for each tender: public, because tenders are. */
export const tenderSummaries = definePublicCollection({
  name: 'tender_summaries',
  kind: 'summary',
  shape: z.object({
    tenderId: z.uuid(),
    summary: z
      .string()
      .max(summaryLimits.lengthMax)
      .refine((text) => countWords(text) <= summaryLimits.wordsMax, 'A summary has at most 120 words.'),
    keyPoints: z.array(z.string().min(1).max(200)).max(8),
    model: z.string().min(1),
    processingTimeMs: z.number().min(0),
    confidence: z.number().min(0).max(1),
    language: z.string().min(2),
    /** SHA-256 of all that the summary was made from: the same hash needs no second run. */
    sourceHash: z.string().length(64),
    /** Version of the tender it was made from: an older one never replaces a newer. */
    sourceVersion: z.int().min(1),
  }),
  indexes: [{ keys: { tenderId: 1 }, unique: true }],
});

/** A summary as stored. */
export type SummaryBody = BodyOf<typeof tenderSummaries>;

/** The key of a tender's summary. */
export function summaryKey(tenderId: string): string {
  return publicDocumentId('tenders', tenderId, 'summary');
}
