import { defineTeamCollection, type BodyOf } from '@hub/runtime/documents';
import { z } from 'zod';

const check = z.object({
  part: z.enum(['SECTOR', 'CERTIFICATIONS', 'COVERAGE', 'EXPERIENCE']),
  state: z.enum(['MET', 'NOT_MET', 'UNKNOWN']),
  points: z.int().min(0).nullable(),
  maxPoints: z.int().min(0),
  ruleId: z.string().min(1),
  ruleVersion: z.string().min(1),
  evidence: z.string().min(1),
});

const preference = z.object({
  name: z.string(),
  pricePoints: z.int(),
  goalPoints: z.int(),
  source: z.string(),
  evidence: z.string(),
});

/** A team's score of a tender, one for each of the two together. */
export const readinessScores = defineTeamCollection({
  name: 'readiness_scores',
  kind: 'readiness',
  shape: z.object({
    tenderId: z.uuid(),
    score: z.int().min(0).max(100).nullable(),
    knownShare: z.number().min(0).max(1),
    recommendation: z.enum(['PURSUE', 'CONSIDER', 'AVOID', 'UNDECIDED']),
    checklist: z.array(check).length(4),
    preference: preference.nullable(),
    algorithmVersion: z.string().min(1),
    /** SHA-256 of all that the score was calculated from. */
    inputsHash: z.string().length(64),
    calculatedAt: z.date(),
  }),
  indexes: [{ keys: { tenderId: 1 }, unique: true }, { keys: { score: -1, calculatedAt: -1 } }],
});

/** A score as stored. */
export type ReadinessBody = BodyOf<typeof readinessScores>;
