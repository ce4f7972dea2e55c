import { teamOf } from '@hub/runtime/auth';
import { createLoader } from '@hub/runtime/cache';
import type { RequestScope } from '@hub/runtime/service';
import { z } from 'zod';
import type { RankedRow } from './ranking.repository.js';

const rows: z.ZodType<RankedRow[]> = z.array(
  z.object({
    id: z.uuid(),
    score: z.int().nullable(),
    scoreMin: z.int(),
    scoreMax: z.int(),
    recommendation: z.enum(['PURSUE', 'CONSIDER', 'AVOID', 'UNDECIDED', 'NOTHING_TO_PURSUE']),
    scorePoints: z.int(),
    recommendationPoints: z.int(),
    ownPoints: z.int(),
    categoryNet: z.int(),
    categoryPoints: z.int(),
    provinceNet: z.int(),
    provincePoints: z.int(),
    buyerNet: z.int(),
    buyerPoints: z.int(),
    rank: z.int(),
    sortedBy: z.int(),
  }),
);

/** The first page of a team's ranking. What the team writes, stored scores among it, makes the cache forget it. */
export async function loadFirstPage(
  { actor, cache }: Pick<RequestScope, 'actor' | 'cache'>,
  take: number,
  read: () => Promise<RankedRow[]>,
): Promise<RankedRow[]> {
  const team = teamOf(actor);
  if (team === null) return [];
  const key = `first:${take}`;
  const pages = createLoader<string, RankedRow[]>({
    cache,
    team,
    type: 'rankedTenders',
    version: 2,
    ttlSeconds: 15,
    codec: rows,
    batch: async () => new Map([[key, await read()]]),
  });
  return (await pages.load(key)) ?? [];
}
