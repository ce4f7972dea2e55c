import type { FacetName } from '../facets.repository.js';
import { facetOfCubes, valueOfCube } from './cube-facets.js';
import { liveStatuses, type Cube, type Dictionaries, type PackedBlock } from './packed-block.js';

/** Filters that packed columns can answer, by the facet they belong to; each left out when it was not given. */
export interface PackedFilter {
  readonly provinces?: ReadonlySet<string | null> | undefined;
  readonly statuses?: ReadonlySet<string | null> | undefined;
  readonly procurementCategories?: ReadonlySet<string | null> | undefined;
  readonly methods?: ReadonlySet<string | null> | undefined;
  readonly briefing?: ReadonlySet<string | null> | undefined;
  readonly categories?: ReadonlySet<string | null> | undefined;
  readonly buyers?: ReadonlySet<string | null> | undefined;
}

/** Counts of one facet by its values. */
export type Tally = Map<string | null, number>;

export interface PackedCounts {
  total: number;
  tallies: ReadonlyMap<FacetName, Tally>;
}

/** Adds up blocks, one after the other. */
export interface PackedCounter {
  add(block: PackedBlock, hits: Int32Array): void;
  counts(facets: readonly FacetName[], currency: string): PackedCounts;
}

// A row that fails one filter alone still counts for the facet of that filter: one bit for each.
const bitOf: Readonly<Record<keyof PackedFilter, number>> = {
  provinces: 1,
  statuses: 2,
  procurementCategories: 4,
  methods: 8,
  briefing: 16,
  categories: 32,
  buyers: 64,
};
const cubeFacets = ['provinces', 'statuses', 'procurementCategories', 'methods', 'briefing'] as const;

/** How often each code has occurred, in rows of one outcome: all filters met, or one alone failed. */
interface Tallies {
  readonly cubes: Int32Array;
  readonly categories: Int32Array;
  readonly buyers: Int32Array;
}

/** Counts rows by cube, category and buyer, for rows that meet all filters and for those that fail one. */
export function createPackedCounter(
  filter: PackedFilter,
  { dictionaries, nowMs }: { dictionaries: Dictionaries; nowMs: number },
): PackedCounter {
  const newTallies = (): Tallies => ({
    cubes: new Int32Array(dictionaries.cubes.list.length * liveStatuses.length),
    categories: new Int32Array(dictionaries.categories.list.length),
    buyers: new Int32Array(dictionaries.buyers.list.length),
  });
  const met = newTallies();
  const failed = new Map<number, Tallies>();
  for (const name of [...cubeFacets, 'categories', 'buyers'] as const) {
    if (filter[name] !== undefined) failed.set(bitOf[name], newTallies());
  }
  const judge = failed.size === 0 ? null : judgeOf(filter, dictionaries);
  return {
    add(block, hits) {
      const columns = { cubes: block.cubesAt(nowMs), categories: block.categories, buyers: block.buyers };
      if (judge === null) {
        addRows(met, columns, hits);
        return;
      }
      addJudged(columns, hits, (row) => {
        const fails = judge(columns, row);
        // Of two filters failed no facet counts the row.
        return fails === 0 ? met : failed.get(fails);
      });
    },
    counts(facets, currency) {
      const tallies = new Map(
        facets.map((facet): [FacetName, Tally] => {
          const alone = facet === 'values' ? undefined : failed.get(bitOf[facet]);
          const counted = alone === undefined ? [met] : [met, alone];
          return [facet, tallyOf(facet, counted, { dictionaries, currency })];
        }),
      );
      return { total: met.cubes.reduce((sum, count) => sum + count, 0), tallies };
    },
  };
}

type Columns = Tallies;

// The loops over rows are written out: they run a million times for a search.
function addRows({ cubes, categories, buyers }: Tallies, columns: Columns, hits: Int32Array): void {
  const { cubes: cubeCodes, categories: categoryCodes, buyers: buyerCodes } = columns;
  for (let index = 0; index < hits.length; index += 1) {
    let rest = hits[index] ?? 0;
    while (rest !== 0) {
      const row = index * 32 + 31 - Math.clz32(rest & -rest);
      rest &= rest - 1;
      const cube = cubeCodes[row] ?? 0;
      cubes[cube] = (cubes[cube] ?? 0) + 1;
      const category = categoryCodes[row] ?? 0;
      categories[category] = (categories[category] ?? 0) + 1;
      const buyer = buyerCodes[row] ?? 0;
      buyers[buyer] = (buyers[buyer] ?? 0) + 1;
    }
  }
}

function addJudged(columns: Columns, hits: Int32Array, talliesFor: (row: number) => Tallies | undefined): void {
  for (let index = 0; index < hits.length; index += 1) {
    let rest = hits[index] ?? 0;
    while (rest !== 0) {
      const row = index * 32 + 31 - Math.clz32(rest & -rest);
      rest &= rest - 1;
      const tallies = talliesFor(row);
      if (tallies === undefined) continue;
      increment(tallies.cubes, columns.cubes[row]);
      increment(tallies.categories, columns.categories[row]);
      increment(tallies.buyers, columns.buyers[row]);
    }
  }
}

function increment(counts: Int32Array, code = 0): void {
  counts[code] = (counts[code] ?? 0) + 1;
}

/** The filters that a row fails, one bit for each. */
function judgeOf(
  filter: PackedFilter,
  { cubes, categories, buyers }: Dictionaries,
): (columns: Columns, row: number) => number {
  const cubeFails = Int32Array.from(
    cubes.list.flatMap((cube) => liveStatuses.map((live) => failsOfCube(cube, live, filter))),
  );
  const categoryFails = failsOf(categories.list, filter.categories, bitOf.categories);
  const buyerFails = failsOf(buyers.list, filter.buyers, bitOf.buyers);
  return (columns, row) =>
    (cubeFails[columns.cubes[row] ?? 0] ?? 0) |
    (categoryFails[columns.categories[row] ?? 0] ?? 0) |
    (buyerFails[columns.buyers[row] ?? 0] ?? 0);
}

function failsOfCube(cube: Cube, live: string, filter: PackedFilter): number {
  let fails = 0;
  for (const name of cubeFacets) {
    if (filter[name]?.has(valueOfCube(name, { cube, live, currency: '' })) === false) fails |= bitOf[name];
  }
  return fails;
}

function failsOf(
  values: readonly (string | null)[],
  allowed: ReadonlySet<string | null> | undefined,
  bit: number,
): Int32Array {
  return Int32Array.from(values, (value) => (allowed?.has(value) === false ? bit : 0));
}

function tallyOf(
  facet: FacetName,
  counted: readonly Tallies[],
  { dictionaries, currency }: { dictionaries: Dictionaries; currency: string },
): Tally {
  const isListed = facet === 'categories' || facet === 'buyers';
  const cubes = isListed ? null : facetOfCubes(facet, dictionaries.cubes, currency);
  const values = isListed ? dictionaries[facet].list : (cubes?.values ?? []);
  const sums = new Float64Array(values.length);
  for (const tallies of counted) {
    const counts = isListed ? tallies[facet] : tallies.cubes;
    for (let code = 0; code < counts.length; code += 1) {
      const count = counts[code] ?? 0;
      if (count === 0) continue;
      const place = cubes === null ? code : (cubes.places[code] ?? 0);
      sums[place] = (sums[place] ?? 0) + count;
    }
  }
  return new Map(values.flatMap((value, place) => (sums[place] ? [[value, sums[place]] as const] : [])));
}
