import { planOf, teamOf } from '@hub/runtime/auth';
import { createLoader, dateCodec } from '@hub/runtime/cache';
import type { RequestScope } from '@hub/runtime/service';
import { z } from 'zod';
import { findOwnSearchLimit, findSearchLimits, type OwnLimit, type PlanLimit } from './plan-limit.repository.js';

const planLimits: z.ZodType<PlanLimit[]> = z.array(
  z.object({ plan: z.string(), effectiveFrom: dateCodec, max: z.int().nullable() }),
);

const ownLimit: z.ZodType<OwnLimit> = z.object({
  agreed: z.object({ max: z.int().nullable() }).nullable(),
  subscriptionExpiresAt: dateCodec.nullable(),
});

const key = 'searchesPerDay';

/**
 * Searches that the actor's team may make in one of its days, by what was agreed with it or else by its plan, which is
 * FREE once its subscription has ended; null where
 * there is no limit. The product's own work has none. A changed row holds everywhere within a minute: Redis keeps the rows for so long, a process for ten seconds.
 */
export async function loadSearchLimit({
  actor,
  cache,
  database,
  now,
}: Pick<RequestScope, 'actor' | 'cache' | 'database' | 'now'>): Promise<number | null> {
  const plan = planOf(actor);
  if (plan === null) return null;
  const own = createLoader<typeof key, OwnLimit>({
    ...{ cache, team: teamOf(actor) ?? 'public', type: 'ownLimit', codec: ownLimit },
    ttlSeconds: 50,
    localSeconds: 3,
    batch: async () => new Map([[key, await database.read(findOwnSearchLimit)]]),
  });
  const { agreed = null, subscriptionExpiresAt = null } = (await own.load(key)) ?? {};
  if (agreed !== null) return agreed.max;
  const limits = createLoader<typeof key, PlanLimit[]>({
    cache,
    team: 'public',
    type: 'planLimits',
    ttlSeconds: 50,
    localSeconds: 10,
    codec: planLimits,
    batch: async () => new Map([[key, await database.readPublic(findSearchLimits)]]),
  });
  const at = now();
  const planNow = subscriptionExpiresAt !== null && subscriptionExpiresAt <= at ? 'FREE' : plan;
  const inForce = (await limits.load(key))?.find((row) => row.plan === planNow && row.effectiveFrom <= at);
  if (inForce === undefined) throw new Error(`identity.plan_limit has no SEARCHES_PER_DAY in force for ${planNow}.`);
  return inForce.max;
}
