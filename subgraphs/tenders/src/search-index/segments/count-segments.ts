import { facetNames, type FacetName } from '../facet-names.js';
import { facetOfGroups } from './facet-groups.js';
import type { Bits } from './bitset.js';
import { moments } from '../../ocds/index.js';
import type { Dictionaries, Segment } from './segment.js';
import { failBits, type SegmentFilter } from './segment-filter.js';

/** Counts of one facet by its values. */
export type Tally = Map<string | null, number>;

export interface SegmentCounts {
  total: number;
  tallies: ReadonlyMap<FacetName, Tally>;
}

/** Adds up segments, one after the other. */
export interface SegmentCounter {
  add(segment: Segment, hits: Bits): void;
  counts(facets: readonly FacetName[], currency: string): SegmentCounts;
}

/** How often each code has occurred, in rows of one outcome: all filters met, or one alone failed. */
interface Tallies {
  readonly groups: Int32Array;
  readonly categories: Int32Array;
  readonly buyers: Int32Array;
}

/** Counts rows by group, category and buyer, for rows that meet all filters and for those that fail one. */
export function createSegmentCounter(
  filter: SegmentFilter,
  { dictionaries, nowMs }: { dictionaries: Dictionaries; nowMs: number },
): SegmentCounter {
  const newTallies = (): Tallies => ({
    groups: new Int32Array(dictionaries.groups.list.length * moments.length),
    categories: new Int32Array(dictionaries.categories.list.length),
    buyers: new Int32Array(dictionaries.buyers.list.length),
  });
  const met = newTallies();
  // A row that fails one filter alone still counts for the facet of that filter.
  const failed = new Map<number, Tallies>();
  for (const name of facetNames) if (filter.active.has(name)) failed.set(failBits[name], newTallies());
  return {
    add(segment, hits) {
      const columns = {
        groups: segment.groupsAt(nowMs),
        categories: segment.categories.codes,
        buyers: segment.buyers.codes,
      };
      if (filter.active.size === 0) {
        addRows(met, columns, hits);
        return;
      }
      const judge = filter.judge(segment);
      addJudged(columns, hits, (row) => {
        const fails = judge(row);
        return fails === 0 ? met : failed.get(fails);
      });
    },
    counts(facets, currency) {
      const tallies = new Map(
        facets.map((facet): [FacetName, Tally] => {
          const alone = failed.get(failBits[facet]);
          const counted = alone === undefined ? [met] : [met, alone];
          return [facet, tallyOf(facet, counted, { dictionaries, currency })];
        }),
      );
      return { total: met.groups.reduce((sum, count) => sum + count, 0), tallies };
    },
  };
}

type Columns = Tallies;

// The loops over rows are written out: they run a million times for a search.
function addRows({ groups, categories, buyers }: Tallies, columns: Columns, hits: Bits): void {
  const { groups: groupCodes, categories: categoryCodes, buyers: buyerCodes } = columns;
  for (let index = 0; index < hits.length; index += 1) {
    let rest = hits[index] ?? 0;
    while (rest !== 0) {
      const row = index * 32 + 31 - Math.clz32(rest & -rest);
      rest &= rest - 1;
      const group = groupCodes[row] ?? 0;
      groups[group] = (groups[group] ?? 0) + 1;
      const category = categoryCodes[row] ?? 0;
      categories[category] = (categories[category] ?? 0) + 1;
      const buyer = buyerCodes[row] ?? 0;
      buyers[buyer] = (buyers[buyer] ?? 0) + 1;
    }
  }
}

function addJudged(columns: Columns, hits: Bits, talliesFor: (row: number) => Tallies | undefined): void {
  for (let index = 0; index < hits.length; index += 1) {
    let rest = hits[index] ?? 0;
    while (rest !== 0) {
      const row = index * 32 + 31 - Math.clz32(rest & -rest);
      rest &= rest - 1;
      const tallies = talliesFor(row);
      if (tallies === undefined) continue;
      increment(tallies.groups, columns.groups[row]);
      increment(tallies.categories, columns.categories[row]);
      increment(tallies.buyers, columns.buyers[row]);
    }
  }
}

function increment(counts: Int32Array, code = 0): void {
  counts[code] = (counts[code] ?? 0) + 1;
}

function tallyOf(
  facet: FacetName,
  counted: readonly Tallies[],
  { dictionaries, currency }: { dictionaries: Dictionaries; currency: string },
): Tally {
  const isListed = facet === 'categories' || facet === 'buyers';
  const groups = isListed ? null : facetOfGroups(facet, dictionaries.groups, currency);
  const values = isListed ? dictionaries[facet].list : (groups?.values ?? []);
  const sums = new Float64Array(values.length);
  for (const tallies of counted) {
    const counts = isListed ? tallies[facet] : tallies.groups;
    for (let code = 0; code < counts.length; code += 1) {
      const count = counts[code] ?? 0;
      if (count === 0) continue;
      const place = groups === null ? code : (groups.places[code] ?? 0);
      sums[place] = (sums[place] ?? 0) + count;
    }
  }
  return new Map(values.flatMap((value, place) => (sums[place] ? [[value, sums[place]] as const] : [])));
}
