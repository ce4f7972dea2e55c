import { createLoader } from '@hub/runtime/cache';
import type { RequestScope } from '@hub/runtime/service';
import { z } from 'zod';
import { findRules, type ScoringRules } from './rule.repository.js';

const day = z.string();
const inForce = { effectiveFrom: day, effectiveUntil: day.nullable(), currency: z.string(), isConfirmed: z.boolean() };
const scoringRules: z.ZodType<ScoringRules> = z.object({
  grades: z.array(z.object({ ...inForce, grade: z.int(), valueLimit: z.string().nullable() })),
  preferences: z.array(
    z.object({
      ...inForce,
      system: z.string(),
      valueAbove: z.string().nullable(),
      valueLimit: z.string().nullable(),
      pricePoints: z.int(),
      goalPoints: z.int(),
      source: z.string(),
    }),
  ),
  jointVentures: z.array(
    z.object({
      grade: z.int(),
      combinations: z.array(z.array(z.int())),
      effectiveFrom: day,
      effectiveUntil: day.nullable(),
      isConfirmed: z.boolean(),
    }),
  ),
});

const key = 'all';
const empty: ScoringRules = { grades: [], preferences: [], jointVentures: [] };

/** All rules. Who changes them tells the caches in the same transaction. */
export async function loadRules({ cache, database }: RequestScope): Promise<ScoringRules> {
  const rules = createLoader<typeof key, ScoringRules>({
    cache,
    team: 'public',
    type: 'procurementRules',
    version: 2,
    ttlSeconds: 300,
    localSeconds: 10,
    codec: scoringRules,
    tags: () => ['rules'],
    batch: async () => new Map([[key, await database.readPublic(findRules)]]),
  });
  return (await rules.load(key)) ?? empty;
}
