import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { ownCondition, valueOf, type FacetQuery } from './facets.repository.js';
import { allOf } from '../find/search-conditions.repository.js';
import { facetNames, type FacetName } from '../../../search-index/index.js';

/** What is counted row by row. `total` is how many rows meet all conditions. */
export interface RowCounts {
  total: number;
  tallies: ReadonlyMap<FacetName, ReadonlyMap<string | null, number>>;
}

const publicRows = Prisma.sql`tenders.tender_search s`;

/**
 * Counts rows, all of them or those that meet one more condition. `beside` is an expression that is read in the same
 * snapshot.
 */
export async function countRows(
  db: ReadClient,
  query: FacetQuery,
  { where, beside }: { where?: Prisma.Sql; beside?: Prisma.Sql } = {},
): Promise<RowCounts & { beside: string | null }> {
  const rows = await db.$queryRaw<CountRow[]>`
    with ${countsOf(query, where === undefined ? [] : [where])}
    ${countsOfAll(query)}
    union all select ${besideRow}, ${beside ?? Prisma.sql`null`}, 0`;
  return { ...countsIn(rows), beside: rows.find(({ facet }) => facet === besideRow)?.value ?? null };
}

const besideRow = 'beside';

interface CountRow {
  facet: string | null;
  value: string | null;
  count: number;
}

function isOwnGiven(name: FacetName, { conditions }: FacetQuery): boolean {
  return conditions.has(ownCondition[name]);
}

// Rows are read once for the total and all facets whose own filter was not given, and once for each other facet.
function countsOf(query: FacetQuery, extra: readonly Prisma.Sql[]): Prisma.Sql {
  const { conditions, facets } = query;
  const shared = facets.filter((name) => !isOwnGiven(name, query));
  const hits = [hitsAs(Prisma.sql`hits`, shared, query, [...conditions.values(), ...extra])];
  for (const name of facets.filter((facet) => isOwnGiven(facet, query))) {
    const others = [...conditions].filter(([key]) => key !== ownCondition[name]).map(([, condition]) => condition);
    hits.push(hitsAs(Prisma.raw(`hits_${name.toLowerCase()}`), [name], query, [...others, ...extra]));
  }
  return Prisma.join(hits);
}

function hitsAs(
  name: Prisma.Sql,
  facets: readonly FacetName[],
  query: FacetQuery,
  where: readonly Prisma.Sql[],
): Prisma.Sql {
  const columns = facets.map((facet) => Prisma.sql`${valueOf(facet, query)} as ${columnOf(facet)}`);
  const list = columns.length === 0 ? Prisma.sql`1 as hit` : Prisma.join(columns);
  return Prisma.sql`${name} as materialized (select ${list} from ${query.among ?? publicRows} where ${allOf(where)})`;
}

function columnOf(facet: FacetName): Prisma.Sql {
  return Prisma.raw(`by_${facet.toLowerCase()}`);
}

function countsOfAll(query: FacetQuery): Prisma.Sql {
  const counts = query.facets.map((name) => {
    const hits = isOwnGiven(name, query) ? Prisma.raw(`hits_${name.toLowerCase()}`) : Prisma.sql`hits`;
    return Prisma.sql`select ${name}::text, ${columnOf(name)}, count(*)::int from ${hits} group by 2`;
  });
  const total = Prisma.sql`select null::text as facet, null::text as value, count(*)::int as count from hits`;
  return Prisma.join([total, ...counts], ' union all ');
}

function countsIn(rows: readonly CountRow[]): RowCounts {
  const byFacet = Map.groupBy(rows, ({ facet }) => facet);
  return {
    total: byFacet.get(null)?.[0]?.count ?? 0,
    tallies: new Map(
      facetNames.map((name) => [name, new Map((byFacet.get(name) ?? []).map(({ value, count }) => [value, count]))]),
    ),
  };
}
