import { defineTeamCollection, type BodyOf } from '@hub/runtime/documents';
import { z } from 'zod';
import { remedyKinds, type ReadinessInputs } from '../../readiness/index.js';

const check = z.object({
  part: z.enum(['SECTOR', 'CERTIFICATIONS', 'COVERAGE', 'EXPERIENCE']),
  state: z.enum(['MET', 'NOT_MET', 'UNKNOWN', 'NOT_APPLICABLE']),
  points: z.int().min(0).nullable(),
  maxPoints: z.int().min(0),
  ruleId: z.string().min(1),
  ruleVersion: z.string().min(1),
  evidence: z.string().min(1),
  required: z.array(z.string()).max(40),
  held: z.array(z.string()).max(40),
});

const remedy = z.object({
  part: z.enum(['SECTOR', 'CERTIFICATIONS', 'COVERAGE', 'EXPERIENCE']),
  kind: z.enum(remedyKinds),
  action: z.string().min(1),
  ruleId: z.string().min(1),
  ruleVersion: z.string().min(1),
  isConfirmed: z.boolean(),
});

const preference = z.object({
  name: z.string(),
  pricePoints: z.int(),
  goalPoints: z.int(),
  source: z.string(),
  evidence: z.string(),
});

function withoutInputs(document: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const checklist = z.array(z.looseObject({})).parse(document['checklist']);
  return {
    ...document,
    scoreMin: document['score'] ?? 0,
    scoreMax: document['score'] ?? 100,
    obstacle: null,
    remedies: [],
    inputs: null,
    checklist: checklist.map((entry) => ({ ...entry, required: [], held: [] })),
  };
}

/** A team's score of a tender, one for each of the two together. */
export const readinessScores = defineTeamCollection({
  name: 'readiness_scores',
  kind: 'readiness',
  shape: z.object({
    tenderId: z.uuid(),
    score: z.int().min(0).max(100).nullable(),
    scoreMin: z.int().min(0).max(100),
    scoreMax: z.int().min(0).max(100),
    knownShare: z.number().min(0).max(1),
    recommendation: z.enum(['PURSUE', 'CONSIDER', 'AVOID', 'UNDECIDED', 'NOTHING_TO_PURSUE']),
    obstacle: z.enum(['CLOSED', 'AWARDED', 'CANCELLED', 'NO_TENDER', 'BRIEFING_PAST']).nullable(),
    checklist: z.array(check).length(4),
    remedies: z.array(remedy).max(20),
    /** All that the score was calculated from: calculating again gives the same. */
    inputs: z
      .custom<ReadinessInputs>((value) => typeof value === 'object' && !(value instanceof Uint8Array))
      .nullable(),
    preference: preference.nullable(),
    algorithmVersion: z.string().min(1),
    /** SHA-256 of all that the score was calculated from. */
    inputsHash: z.string().length(64),
    calculatedAt: z.date(),
  }),
  indexes: [{ keys: { tenderId: 1 }, unique: true }, { keys: { score: -1, calculatedAt: -1 } }],
  schemaVersion: 2,
  // Of another algorithm: read once more and calculated again.
  upgrades: { 1: withoutInputs },
});

/** A score as stored. */
export type ReadinessBody = BodyOf<typeof readinessScores>;
