import { randomUUID } from 'node:crypto';
import { openDatabase, urlOfRole, type HubDatabase } from '@hub/runtime/database';
import { searchTenders } from '@hub/tenders/search';
import { searchScope } from '../../kit/search-scope.js';
import type { BenchDatabase } from '../database.js';
import { now } from './invent-tender.js';
import type { Question } from './shapes.js';
import { facetNames } from '@hub/tenders/search-index';

export const clients = 16;

/** The tenders service's own connections to a database. */
export function openTenders({ url, rolePasswords }: BenchDatabase): HubDatabase {
  const own = urlOfRole(url, 'svc_tenders', rolePasswords.svc_tenders);
  return openDatabase({ role: 'svc_tenders', url: own, poolSizeMax: 10, connectTimeoutMs: 30_000 });
}

/** What to ask for so that only the wanted page is fetched: the cursor that the pages before it lead to. */
export async function leadTo(hub: HubDatabase, { input, page = 1 }: Question): Promise<Question> {
  let after: string | undefined;
  for (let number = 1; number < page; number += 1) {
    const { edges, hasNextPage } = await searchTenders({ ...input, after }, scopeOf(hub)).page();
    if (!hasNextPage) break;
    after = edges.at(-1)?.cursor;
  }
  return { input: { ...input, after } };
}

/**
 * Asks through the product's own service, as GraphQL does, for a member of a team, and answers the milliseconds it took.
 * A page comes with its highlights; `withCounts` asks for the exact total and all facets as well. The pages that lead to a
 * later one do not count.
 */
export async function timeSearch(
  hub: HubDatabase,
  question: Question,
  { withCounts = false }: { withCounts?: boolean } = {},
): Promise<number> {
  const { input } = await leadTo(hub, question);
  const startedAt = performance.now();
  const search = searchTenders(input, scopeOf(hub));
  const [{ edges }] = await Promise.all([
    search.page(),
    ...(withCounts ? [search.totalCount(), ...facetNames.map((name) => search.facet(name))] : []),
  ]);
  await search.highlights(edges.map(({ tenderId }) => tenderId));
  return performance.now() - startedAt;
}

const teamId = randomUUID();

function scopeOf(hub: HubDatabase) {
  return searchScope(hub, { actor: { kind: 'system', name: 'bench', teamId }, now });
}
