import { cidbKeysOf, type SearchFilter } from '../search-filter.js';
import { facetOfCubes } from './facet-groups.js';
import { intersect, unite, type Bits } from './bitset.js';
import {
  liveStatuses,
  type CodeColumn,
  type Dictionaries,
  type NumberColumn,
  type PackedBlock,
  type Values,
} from './segment.js';
import { designationTerms } from './segment-terms.js';

/** What a row may fail, one bit each. The first ones are facets: a row that fails one alone still counts for its facet. */
export const failBits = {
  provinces: 1,
  statuses: 2,
  procurementCategories: 4,
  methods: 8,
  briefing: 16,
  categories: 32,
  buyers: 64,
  values: 128,
  closing: 256,
  published: 512,
} as const;

/** Filters of a search made ready for the rows of any block. */
export interface PackedFilter {
  /** Those that a row can fail. */
  readonly given: ReadonlySet<FilterName>;
  /** Of these rows the ones with a designation asked for, which is looked up like a word. */
  designated(rows: Bits, block: PackedBlock): Bits;
  /** Of these rows the ones that meet filters by values with lists of their rows: found without looking at others. */
  listed(rows: Bits, block: PackedBlock): Bits;
  /** Of listed rows the ones that meet everything else but the designation. */
  met(rows: Bits, block: PackedBlock): Bits;
  /** The filters that a row of a block fails; 0 for none. */
  judge(block: PackedBlock): (row: number) => number;
  /** False when no row of the block can meet all filters. */
  mayMeet(block: PackedBlock): boolean;
}

type FilterName = keyof typeof failBits;

/** Makes ready what a search filters by, for a moment at which statuses are decided. */
export function packedFilterOf(
  filter: SearchFilter,
  { dictionaries, nowMs, hasText }: { dictionaries: Dictionaries; nowMs: number; hasText: boolean },
): PackedFilter {
  const allowed = allowedBy(filter);
  const { cidb } = filter;
  const closing = filter.closing && windowOf(filter.closing);
  const published = filter.published && windowOf(filter.published);
  const cubeFails = failsOfCubes(allowed, dictionaries);
  const categoryFails = failsOf(dictionaries.categories, allowed.categories, failBits.categories);
  const buyerFails = failsOf(dictionaries.buyers, allowed.buyers, failBits.buyers);
  const hasCubeFilter = cubeFilters.some((name) => allowed[name] !== undefined);
  // Beside a text the few rows that have it are looked at one by one.
  const cubesListed = hasCubeFilter && !hasText ? whateverStatus(cubeFails) : null;
  const value = filter.value && valueTestOf(filter.value, dictionaries);
  return {
    given: new Set([
      ...listedFilters.filter((name) => allowed[name] !== undefined),
      ...(value === undefined ? [] : ['values' as const]),
      ...(closing === undefined ? [] : ['closing' as const]),
      ...(published === undefined ? [] : ['published' as const]),
    ]),
    designated: (rows, block) => (cidb === undefined ? rows : withDesignation(rows, block, cidb)),
    listed(rows, block) {
      let bits = rows;
      if (buyerFails !== undefined) bits = intersect(bits, rowsUnless(block.buyers, buyerFails));
      if (categoryFails !== undefined) bits = intersect(bits, rowsUnless(block.categories, categoryFails));
      if (cubesListed !== null) bits = intersect(bits, rowsUnless(block.cubes, cubesListed));
      return bits;
    },
    met(rows, block) {
      let bits = rows;
      if (closing !== undefined) bits = within(bits, block.closing, closing);
      if (published !== undefined) bits = within(bits, block.published, published);
      if (hasCubeFilter && (hasText || allowed.statuses !== undefined))
        bits = ofCodes(bits, block.cubesAt(nowMs), cubeFails);
      return value === undefined ? bits : withValue(bits, block, { test: value, cubes: block.cubesAt(nowMs) });
    },
    judge(block) {
      const cubes = block.cubesAt(nowMs);
      const { amounts } = block;
      const [categories, buyers] = [block.categories.codes, block.buyers.codes];
      const [closes, publishes] = [block.closing.values, block.published.values];
      return (row) => {
        const cube = cubes[row] ?? 0;
        let fails = cubeFails[cube] ?? 0;
        if (categoryFails !== undefined) fails |= categoryFails[categories[row] ?? 0] ?? 0;
        if (buyerFails !== undefined) fails |= buyerFails[buyers[row] ?? 0] ?? 0;
        if (value !== undefined && !hasValue(value, cube, amounts.values[row])) fails |= failBits.values;
        if (closing !== undefined && !isWithin(closes[row], closing)) fails |= failBits.closing;
        if (published !== undefined && !isWithin(publishes[row], published)) fails |= failBits.published;
        return fails;
      };
    },
    mayMeet: (block) =>
      (closing === undefined || overlaps(block.closing, closing)) &&
      (published === undefined || overlaps(block.published, published)),
  };
}

const cubeFilters = ['provinces', 'statuses', 'procurementCategories', 'methods', 'briefing'] as const;
const listedFilters = [...cubeFilters, 'categories', 'buyers'] as const;
type Allowed = Partial<Record<(typeof listedFilters)[number], ReadonlySet<string | null>>>;

function allowedBy(filter: SearchFilter): Allowed {
  const lower = (names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => name.toLowerCase()));
  return {
    // A national tender is for every province.
    ...(filter.provinces && { provinces: new Set([...filter.provinces, 'NATIONAL']) }),
    ...(filter.statuses && { statuses: new Set(filter.statuses) }),
    ...(filter.procurementCategories && { procurementCategories: lower(filter.procurementCategories) }),
    ...(filter.methods && { methods: lower(filter.methods) }),
    ...(filter.categories && { categories: new Set(filter.categories) }),
    ...(filter.buyerIds && { buyers: lower(filter.buyerIds) }),
    ...(filter.hasBriefing !== undefined && { briefing: new Set([String(filter.hasBriefing)]) }),
  };
}

/** What each code of a cube with a status fails. */
function failsOfCubes(allowed: Allowed, { cubes }: Dictionaries): Uint8Array {
  const fails = new Uint8Array(cubes.list.length * liveStatuses.length);
  for (const name of cubeFilters) {
    const values = allowed[name];
    if (values === undefined) continue;
    const facet = facetOfCubes(name, cubes, '');
    const failsOfPlace = Uint8Array.from(facet.values, (value) => (values.has(value) ? 0 : failBits[name]));
    for (let code = 0; code < fails.length; code += 1) {
      fails[code] = (fails[code] ?? 0) | (failsOfPlace[facet.places[code] ?? 0] ?? 0);
    }
  }
  return fails;
}

/** What each code of a cube fails with every status. */
function whateverStatus(fails: Uint8Array): Uint8Array {
  const always = new Uint8Array(fails.length / liveStatuses.length);
  for (let cube = 0; cube < always.length; cube += 1) {
    const first = cube * liveStatuses.length;
    let failed = fails[first] ?? 0;
    for (let status = 1; status < liveStatuses.length; status += 1) failed = failed && (fails[first + status] ?? 0);
    always[cube] = failed;
  }
  return always;
}

function failsOf(
  { list }: Values<string | null>,
  allowed: ReadonlySet<string | null> | undefined,
  bit: number,
): Uint8Array | undefined {
  return allowed && Uint8Array.from(list, (value) => (allowed.has(value) ? 0 : bit));
}

/** Both ends belong to it. */
interface Range {
  readonly from: number;
  readonly to: number;
}

function isWithin(value = Number.NaN, { from, to }: Range): boolean {
  return value >= from && value <= to;
}

function rowsUnless(column: CodeColumn, fails: Uint8Array): Bits {
  const bits = new Int32Array(column.codes.length / 32);
  column.markUnless(bits, fails);
  return bits;
}

// Loops over rows are written out: they run a million times for a search without a text.
function ofCodes(rows: Bits, codes: Int32Array, fails: Uint8Array): Bits {
  const kept = new Int32Array(rows.length);
  for (let word = 0; word < rows.length; word += 1) {
    let rest = rows[word] ?? 0;
    let bits = 0;
    while (rest !== 0) {
      const bit = rest & -rest;
      rest ^= bit;
      if (fails[codes[word * 32 + 31 - Math.clz32(bit)] ?? 0] === 0) bits |= bit;
    }
    kept[word] = bits;
  }
  return kept;
}

function within(rows: Bits, { values }: NumberColumn, { from, to }: Range): Bits {
  const kept = new Int32Array(rows.length);
  for (let word = 0; word < rows.length; word += 1) {
    let rest = rows[word] ?? 0;
    let bits = 0;
    while (rest !== 0) {
      const bit = rest & -rest;
      rest ^= bit;
      const value = values[word * 32 + 31 - Math.clz32(bit)] ?? Number.NaN;
      if (value >= from && value <= to) bits |= bit;
    }
    kept[word] = bits;
  }
  return kept;
}

function overlaps({ min, max }: NumberColumn, { from, to }: Range): boolean {
  return min <= to && max >= from;
}

function windowOf({ from, to }: { from?: Date | undefined; to?: Date | undefined }): Range {
  return {
    from: from === undefined ? Number.NEGATIVE_INFINITY : from.getTime() * 1_000,
    to: to === undefined ? Number.POSITIVE_INFINITY : to.getTime() * 1_000,
  };
}

interface ValueTest {
  readonly range: Range;
  readonly undisclosed: 'INCLUDE' | 'EXCLUDE' | 'ONLY';
  /** 1 for each code of a cube with a status whose tenders state their value in another currency. */
  readonly isOther: Uint8Array;
}

function valueTestOf(
  { min, max, currency, undisclosed }: NonNullable<SearchFilter['value']>,
  { cubes }: Dictionaries,
): ValueTest {
  const { values, places } = facetOfCubes('values', cubes, currency);
  const other = values.indexOf('OTHER_CURRENCY');
  const isOther = new Uint8Array(places.length);
  for (let code = 0; code < places.length; code += 1) isOther[code] = places[code] === other ? 1 : 0;
  return {
    range: { from: Number(min ?? Number.NEGATIVE_INFINITY), to: Number(max ?? Number.POSITIVE_INFINITY) },
    undisclosed,
    isOther,
  };
}

function hasValue({ range, undisclosed, isOther }: ValueTest, cube: number, amount = Number.NaN): boolean {
  if (Number.isNaN(amount)) return undisclosed !== 'EXCLUDE';
  return undisclosed !== 'ONLY' && isWithin(amount, range) && isOther[cube] === 0;
}

function withValue(
  rows: Bits,
  { amounts }: PackedBlock,
  { test: { range, undisclosed, isOther }, cubes }: { test: ValueTest; cubes: Int32Array },
): Bits {
  if (undisclosed === 'ONLY') return intersect(rows, amounts.unstated);
  const disclosed = ofCodes(within(rows, amounts, range), cubes, isOther);
  return undisclosed === 'EXCLUDE' ? disclosed : unite(disclosed, intersect(rows, amounts.unstated));
}

function withDesignation(
  rows: Bits,
  { terms }: PackedBlock,
  { holds, unstated }: NonNullable<SearchFilter['cidb']>,
): Bits {
  const bits = new Int32Array(rows.length);
  const keys = new Set(holds.flatMap(cidbKeysOf));
  if (unstated === 'INCLUDE') keys.add('');
  for (const key of keys) terms.mark(bits, designationTerms.of(key));
  return intersect(bits, rows);
}
