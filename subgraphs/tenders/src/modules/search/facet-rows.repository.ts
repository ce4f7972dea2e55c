import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { facetNames, ownCondition, valueOf, type FacetName, type FacetQuery } from './facets.repository.js';
import { allOf } from './search-conditions.js';

/** What is counted row by row. `total` is how many rows meet all conditions. */
export interface RowCounts {
  total: number;
  tallies: ReadonlyMap<FacetName, ReadonlyMap<string | null, number>>;
}

const publicRows = Prisma.sql`tenders.tender_search s`;

/** Counts all rows. */
export async function countRows(db: ReadClient, query: FacetQuery): Promise<RowCounts> {
  const rows = await db.$queryRaw<CountRow[]>`with ${countsOf(query, [])} ${countsOfAll(query)}`;
  return countsIn(rows);
}

/** Blocks whose packing can be counted by, and the counts of all rows outside them. */
export interface Remainder {
  revisions: string[];
  counts: RowCounts;
}

/**
 * In one snapshot: which blocks are packed as they are and have these words, and the counts of the rows in all others.
 * Null when too many others remain, so that counting all rows costs no more; nothing has been counted then.
 */
export async function countRemainder(
  db: ReadClient,
  query: FacetQuery,
  words: readonly string[],
): Promise<Remainder | null> {
  const remaining = Prisma.sql`(s.doc >> 13)::int4 = any (array(select block from remaining where (select is_worth_it from worth)))`;
  const rows = await db.$queryRaw<CountRow[]>`
    with packed as materialized (
      select b.block, b.revision from tenders.search_block b
      where not exists (select from tenders.search_change c where c.block = b.block)
        and (select count(*) from tenders.search_block_word w where w.revision = b.revision and w.word = any (${[...words]}::text[])) = ${words.length}
    ), remaining as materialized (
      select block from tenders.search_block union select block from tenders.search_change except select block from packed
    ), worth as materialized (
      select (select count(*) from packed) > 2 * (select count(*) from remaining) as is_worth_it
    ), ${countsOf(query, [remaining])}
    ${countsOfAll(query)}
    union all select ${revisionRow}, revision::text, 0 from packed where (select is_worth_it from worth)`;
  const revisions = rows.flatMap(({ facet, value }) => (facet === revisionRow && value !== null ? [value] : []));
  return revisions.length === 0
    ? null
    : { revisions, counts: countsIn(rows.filter(({ facet }) => facet !== revisionRow)) };
}

const revisionRow = 'packed revision';

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
