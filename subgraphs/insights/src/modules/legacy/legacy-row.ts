import { z } from 'zod';
import { isPrivate } from '../../key-facts/index.js';
import { countWords, summaryLimits } from '../../summariser/index.js';
import { keyPointsMax } from '../summaries/summary.collection.js';

/**
 * A row of the old table, or a document that was made of one, as one line of JSON. Its tender is named by the number that the publisher
 * gave it, or by the id here. Fields that are not named here are ignored: a score is calculated anew.
 */
const legacyRow = z.object({
  tender_id: z.string().trim().min(1).max(200),
  summary: z.string().nullish(),
  ai_summary: z.string().nullish(),
  key_points: z.array(z.string()).nullish(),
  processing_time_ms: z.number().min(0).nullish(),
  confidence: z.number().min(0).max(1).nullish(),
  confidence_score: z.number().min(0).max(1).nullish(),
  language: z.string().min(2).max(10).nullish(),
  language_detected: z.string().min(2).max(10).nullish(),
});

/** A row that fits, by the names of this product. */
export interface LegacySummary {
  /** OCID or id. */
  readonly tender: string;
  readonly summary: string;
  readonly keyPoints: string[];
  readonly processingTimeMs: number;
  readonly confidence: number;
  readonly language: string;
}

/** Reads one line; or says why it cannot be taken over, in words. */
export function readLegacyRow(
  line: string,
): LegacySummary | { readonly tender: string | null; readonly reason: string } {
  const json = parsed(line);
  const row = legacyRow.safeParse(json);
  if (!row.success) {
    const fields = [...new Set(row.error.issues.map(({ path }) => path.join('.') || 'the line'))];
    return {
      tender: z.looseObject({ tender_id: z.string() }).safeParse(json).data?.tender_id ?? null,
      reason: `cannot be read: ${fields.join(', ')}`,
    };
  }
  const { tender_id: tender, key_points: points, ...rest } = row.data;
  // Either may be empty beside the other.
  const summary = [rest.summary, rest.ai_summary].find((text) => text?.trim()) ?? '';
  const keyPoints = (points ?? []).map((point) => point.trim()).filter((point) => point !== '');
  const reason = refusal(summary, keyPoints);
  if (reason !== null) return { tender, reason };
  return {
    tender,
    summary: summary.trim(),
    keyPoints,
    processingTimeMs: rest.processing_time_ms ?? 0,
    confidence: rest.confidence ?? rest.confidence_score ?? 0,
    language: rest.language ?? rest.language_detected ?? 'und',
  };
}

function refusal(summary: string, keyPoints: readonly string[]): string | null {
  const { wordsMax, lengthMax } = summaryLimits;
  const words = countWords(summary);
  if (summary.trim() === '') return 'the summary is empty';
  if (words > wordsMax) return `the summary has ${words} words, ${wordsMax} at most`;
  if (summary.trim().length > lengthMax)
    return `the summary has ${summary.trim().length} characters, ${lengthMax} at most`;
  if (keyPoints.length > keyPointsMax.count) return `${keyPoints.length} key points, ${keyPointsMax.count} at most`;
  if (keyPoints.some((point) => point.length > keyPointsMax.length))
    return `a key point has more than ${keyPointsMax.length} characters`;
  if ([summary, ...keyPoints].some(isPrivate)) return 'names a person, a number to call or an account';
  return null;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
