import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { facetNames, type FacetName } from '../../../search-index/index.js';
import type { SearchQuery } from '../request/search-request.js';
import { allOf, conditionsOf, publicRows, type Conditions } from '../search-conditions.repository.js';
import { rangeOfAmount } from '../segments/term-sql.repository.js';

/** What is counted row by row. `total` is how many rows meet all conditions. */
export interface RowCounts {
  total: number;
  tallies: ReadonlyMap<FacetName, ReadonlyMap<string | null, number>>;
}

/** What to count of a search. */
export interface FacetRequest {
  readonly facets: readonly FacetName[];
  /** Whose amounts fall into ranges; amounts in others count as OTHER_CURRENCY. */
  readonly currency: string;
}

/** A request over rows, named s and with the columns of tender_search; over public tenders when left out. */
type RowRequest = FacetRequest & { readonly among?: Prisma.Sql };

// The condition that a facet leaves out: by it the client has chosen among the facet's values.
const ownCondition: Readonly<Record<FacetName, string>> = {
  provinces: 'provinces',
  statuses: 'statuses',
  procurementCategories: 'procurementCategories',
  methods: 'methods',
  categories: 'categories',
  buyers: 'buyerIds',
  values: 'value',
  briefing: 'hasBriefing',
};

/**
 * Counts rows, all of them or those that meet one more condition. `beside` is an expression that is read in the same
 * snapshot.
 */
export async function countRows(
  db: ReadClient,
  query: SearchQuery,
  request: RowRequest,
  { where, beside }: { where?: Prisma.Sql; beside?: Prisma.Sql } = {},
): Promise<RowCounts & { beside: string | null }> {
  const rows = await db.$queryRaw<CountRow[]>`
    with ${hitsOf(query, request, where === undefined ? [] : [where])}
    ${countsOf(request.facets, conditionsOf(query))}
    union all select ${besideRow}, ${beside ?? Prisma.sql`null`}, 0`;
  return { ...countsIn(rows), beside: rows.find(({ facet }) => facet === besideRow)?.value ?? null };
}

const besideRow = 'beside';

interface CountRow {
  facet: string | null;
  value: string | null;
  count: number;
}

function isFiltered(name: FacetName, conditions: Conditions): boolean {
  return conditions.has(ownCondition[name]);
}

// Rows are read once for the total and all facets that are not filtered by, and once for each other facet.
function hitsOf(query: SearchQuery, request: RowRequest, extra: readonly Prisma.Sql[]): Prisma.Sql {
  const conditions = conditionsOf(query);
  const hitsAs = (name: Prisma.Sql, facets: readonly FacetName[], where: readonly Prisma.Sql[]): Prisma.Sql => {
    const columns = facets.map(
      (facet) => Prisma.sql`${valueOf(facet, query.now, request.currency)} as ${columnOf(facet)}`,
    );
    const list = columns.length === 0 ? Prisma.sql`1 as hit` : Prisma.join(columns);
    const rows = request.among ?? publicRows;
    return Prisma.sql`${name} as materialized (select ${list} from ${rows} where ${allOf([...where, ...extra])})`;
  };
  const shared = request.facets.filter((name) => !isFiltered(name, conditions));
  const hits = [hitsAs(Prisma.sql`hits`, shared, [...conditions.values()])];
  for (const name of request.facets.filter((facet) => isFiltered(facet, conditions))) {
    const others = [...conditions].filter(([key]) => key !== ownCondition[name]).map(([, condition]) => condition);
    hits.push(hitsAs(Prisma.raw(`hits_${name.toLowerCase()}`), [name], others));
  }
  return Prisma.join(hits);
}

function columnOf(facet: FacetName): Prisma.Sql {
  return Prisma.raw(`by_${facet.toLowerCase()}`);
}

function countsOf(facets: readonly FacetName[], conditions: Conditions): Prisma.Sql {
  const counts = facets.map((name) => {
    const hits = isFiltered(name, conditions) ? Prisma.raw(`hits_${name.toLowerCase()}`) : Prisma.sql`hits`;
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

function valueOf(name: FacetName, now: Date, currency: string): Prisma.Sql {
  switch (name) {
    case 'provinces':
      return Prisma.sql`s.province`;
    case 'procurementCategories':
      return Prisma.sql`s.procurement_category`;
    case 'methods':
      return Prisma.sql`s.method`;
    case 'categories':
      return Prisma.sql`s.category`;
    case 'buyers':
      return Prisma.sql`s.buyer_id::text`;
    case 'briefing':
      return Prisma.sql`s.has_briefing::text`;
    case 'statuses':
      return statusAt(now);
    case 'values':
      return rangeOf(currency);
  }
}

function statusAt(now: Date): Prisma.Sql {
  return Prisma.sql`case
    when s.lifecycle = 'COMPLETE' then 'CLOSED'
    when s.lifecycle not in ('LIVE', 'AWARDED') then s.lifecycle
    when s.lifecycle = 'AWARDED' and (s.closing_at is null or s.closing_at <= ${now} or s.opens_at > ${now} or s.presumed_until <= ${now}) then 'AWARDED'
    when s.closing_at <= ${now} then 'CLOSED'
    when s.opens_at > ${now} then 'PLANNED'
    when s.presumed_until <= ${now} then 'UNKNOWN'
    else 'OPEN' end`;
}

function rangeOf(currency: string): Prisma.Sql {
  return Prisma.sql`case
    when s.value_amount is not null and s.value_currency is distinct from ${currency} then 'OTHER_CURRENCY'
    else coalesce(${Prisma.raw(rangeOfAmount)}, 'UNDISCLOSED') end`;
}
