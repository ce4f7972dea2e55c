import { teamOf } from '@hub/runtime/auth';
import { createLoader, dateCodec } from '@hub/runtime/cache';
import { findLimitInForce } from '@hub/runtime/database';
import type { RequestScope } from '@hub/runtime/service';
import { z } from 'zod';

const inForce = z.object({ max: z.int().nullable(), until: dateCodec.nullable() });

const subject = 'SEARCHES_PER_DAY';

/**
 * Searches that the actor's team may make in one of its days, by what was agreed with it or else by the plan that it is on
 * at this moment; null where there is no limit. The product's own work has none. Another limit holds everywhere within a
 * minute: Redis keeps one for so long, a process for three seconds. One that was to end by now is read again each time, so
 * a plan counts no longer than its subscription.
 */
export async function loadSearchLimit({
  actor,
  cache,
  database,
  now,
}: Pick<RequestScope, 'actor' | 'cache' | 'database' | 'now'>): Promise<number | null> {
  const teamId = teamOf(actor);
  if (teamId === null || actor.kind === 'system') return null;
  const read = () => database.read((db) => findLimitInForce(db, subject));
  const limits = createLoader<typeof subject, z.infer<typeof inForce>>({
    ...{ cache, team: teamId, type: 'searchLimit', codec: inForce },
    ttlSeconds: 50,
    localSeconds: 3,
    batch: async () => new Map([[subject, await read()]]),
  });
  const known = await limits.load(subject);
  const isOver = known === null || (known.until !== null && known.until <= now());
  return (isOver ? await read() : known).max;
}
