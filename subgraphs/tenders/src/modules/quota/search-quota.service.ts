import type { KeyObject } from 'node:crypto';
import { teamOf } from '@hub/runtime/auth';
import { cacheKey } from '@hub/runtime/cache';
import { HubError } from '@hub/runtime/errors';
import type { RequestScope } from '@hub/runtime/service';
import { loadSearchLimit } from './plan-limit.loader.js';
import { searchDigest, type Searched } from './search-digest.js';
import { chargeOnce, findSearchDay, isPaidFor } from './search-usage.repository.js';

/*
 * Postgres alone decides. One statement compares, counts and names the day; it is committed before the search runs, so
 * nothing that happens to Redis or to this process can give an allowance away twice, and a search that was paid for is
 * never lost. A counter in Redis would have to be written in step with that one, and would be wrong by a search after
 * every failure between the two. Redis keeps only the highest count that Postgres has answered, in one atomic script
 * that no late answer can lower and that ends with the team's day: with it a team that is out of searches and goes on
 * asking is refused without a write to the database. It cannot be ahead of the truth; empty or away, Postgres refuses.
 *
 * What was paid for stays paid for until the day ends, so a repeated search is looked up and passes, also when no other
 * would.
 */

/** What a team may still search today. All null where its plan has no limit: then nothing is counted. */
export interface SearchQuota {
  readonly limit: number | null;
  readonly used: number | null;
  readonly remaining: number | null;
  readonly resetsAt: Date | null;
}

const unlimited: SearchQuota = { limit: null, used: null, remaining: null, resetsAt: null };

type Scope = Pick<RequestScope, 'actor' | 'cache' | 'database' | 'now'>;

/** A search as far as its price depends on it. */
interface Priced extends Searched {
  readonly after?: string | undefined;
}

/**
 * Counts a search that is about to run: the first page of one with a text or a filter, once a day. All else is free.
 * @throws HubError `QUOTA_EXCEEDED` with the limit and when the team's day ends.
 */
export async function chargeSearch(
  scope: Scope & { readonly searching: { readonly digestKey: KeyObject } },
  { search, filter, after }: Priced,
): Promise<void> {
  const { actor, cache, database, searching } = scope;
  // Whose tenders to look at is a choice of list, and not yet a search.
  const isFiltered = Object.entries(filter).some(([name, value]) => name !== 'origin' && value !== undefined);
  const isFree = after !== undefined || (search === undefined && !isFiltered);
  if (isFree) return;
  const limit = await loadSearchLimit(scope);
  if (limit === null) return;
  const now = scope.now();
  const digest = searchDigest(searching.digestKey, { search, filter }, teamOf(actor));
  const key = cacheKey({ team: teamOf(actor) ?? '', type: 'searchesToday', id: 'used' });
  const known = await cache.highest({ key, nowMs: now.getTime() });
  if (known !== null && known.number >= limit) {
    if (await database.read((db) => isPaidFor(db, { now, digest }))) return;
    throw exceeded(limit, { resetsAt: new Date(known.untilMs), now });
  }
  const { used, resetsAt, isPaid } = await database.write((tx) => chargeOnce(tx, { limit, now, digest }), {
    // Answers say what was left when they were made.
    isUnseen: true,
  });
  await cache.keepHighest({ key, number: used, untilMs: resetsAt.getTime(), nowMs: now.getTime() });
  if (!isPaid) throw exceeded(limit, { resetsAt, now });
}

/** What the actor's team may still search today; asking costs nothing. */
export async function readSearchQuota(scope: Scope): Promise<SearchQuota> {
  const { database, now } = scope;
  const limit = await loadSearchLimit(scope);
  if (limit === null) return unlimited;
  const { used, resetsAt } = await database.read((db) => findSearchDay(db, now()));
  return { limit, used, remaining: Math.max(0, limit - used), resetsAt };
}

function exceeded(limit: number, { resetsAt, now }: { resetsAt: Date; now: Date }): HubError {
  return new HubError(
    'QUOTA_EXCEEDED',
    `Your team has made its ${limit} searches of today. Search again after ${resetsAt.toISOString()}, or change the plan. Pages of earlier searches and saved matches stay open.`,
    {
      details: { quota: 'SEARCHES', limit, resetsAt: resetsAt.toISOString() },
      retryAfterSeconds: (resetsAt.getTime() - now.getTime()) / 1_000,
    },
  );
}
