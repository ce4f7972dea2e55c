import { definePublicCollection, publicDocumentId, type BodyOf } from '@hub/runtime/documents';
import { z } from 'zod';
import { engineFailureReasons } from '../../engines/index.js';
import { keyFact } from '../../key-facts/index.js';
import { countWords, summaryLimits } from '../../summariser/index.js';

/** What says that a summary was taken over from the table of an older product. */
export const migratedModel = 'migrated_data';

/** How many key points a summary has at most, and how long one is. */
export const keyPointsMax = { count: 24, length: 200 } as const;

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
    /** The text says no more than the title: then the summary is empty. */
    isTitleOnly: z.boolean(),
    keyPoints: z.array(z.string().min(1).max(keyPointsMax.length)).max(keyPointsMax.count),
    facts: z.array(keyFact).max(keyPointsMax.count),
    model: z.string().min(1),
    processingTimeMs: z.number().min(0),
    confidence: z.number().min(0).max(1),
    language: z.string().min(2),
    /** SHA-256 of all that the summary was made from: the same hash needs no second run. */
    sourceHash: z.string().length(64),
    /** Version of the tender it was made from: an older one never replaces a newer. */
    sourceVersion: z.int().min(1),
    /** The model that chose what is told; null or absent while the embedded engine did. */
    refinedBy: z.string().min(1).max(120).nullable().optional(),
    /** When models were last asked; null or absent where they were not. */
    engineTriedAt: z.date().nullable().optional(),
    /** Models that gave nothing then, and why. */
    engineFailures: z
      .array(
        z.object({
          engine: z.string().min(1).max(120),
          reason: z.enum(engineFailureReasons),
          tookMs: z.number().min(0),
        }),
      )
      .max(5)
      .optional(),
  }),
  indexes: [
    { keys: { tenderId: 1 }, unique: true },
    // What an old model made, and what is not to be trusted, is found to be made again.
    { keys: { model: 1, createdAt: -1 } },
    { keys: { confidence: 1, updatedAt: -1 } },
    { keys: { updatedAt: -1 } },
    // What no model was asked for yet, those least to be trusted first.
    { keys: { engineTriedAt: 1, confidence: 1 } },
  ],
  schemaVersion: 2,
  upgrades: { 1: (document) => ({ ...document, isTitleOnly: false, facts: [] }) },
});

/** A summary as stored. */
export type SummaryBody = BodyOf<typeof tenderSummaries>;

/** The key of a tender's summary. */
export function summaryKey(tenderId: string): string {
  return publicDocumentId('tenders', tenderId, 'summary');
}
