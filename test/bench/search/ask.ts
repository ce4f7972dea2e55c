import { randomUUID } from 'node:crypto';
import { openDatabase, type HubDatabase } from '@hub/runtime/database';
import { searchTenders } from '@hub/tenders/search';
import type { BenchDatabase } from '../database.js';
import { now } from './invent-tender.js';
import type { Question } from './shapes.js';

export const clients = 16;

/** The tenders service's own connections to a database. */
export function openTenders({ url, rolePassword }: BenchDatabase): HubDatabase {
  return openDatabase({ role: 'svc_tenders', url, rolePassword, poolSizeMax: 10, connectTimeoutMs: 30_000 });
}

const facets = [
  'provinces',
  'statuses',
  'procurementCategories',
  'methods',
  'categories',
  'buyers',
  'values',
  'briefing',
] as const;

/**
 * Asks through the product's own service, as GraphQL does, for a member of a team, and answers the milliseconds it took.
 * A page comes with its highlights; `withCounts` asks for the exact total and all facets as well. Of a later page only
 * the last request counts: those before it are what led there.
 */
export async function ask(
  hub: HubDatabase,
  { input, page = 1 }: Question,
  { withCounts = false }: { withCounts?: boolean } = {},
): Promise<number> {
  const database = hub.as({ kind: 'system', name: 'bench', teamId });
  let after: string | undefined;
  for (let number = 1; ; number += 1) {
    const startedAt = performance.now();
    const search = searchTenders({ ...input, after }, { database, now });
    const [{ edges, hasNextPage }] = await Promise.all([
      search.page(),
      ...(withCounts ? [search.totalCount(), ...facets.map((name) => search.facet(name))] : []),
    ]);
    await search.highlights(edges.map(({ tenderId }) => tenderId));
    const tookMs = performance.now() - startedAt;
    if (number >= page || !hasNextPage) return tookMs;
    after = edges.at(-1)?.cursor;
  }
}

const teamId = randomUUID();
