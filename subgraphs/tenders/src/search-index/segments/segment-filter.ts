import { cidbKeysOf, type DesignationFilter, type Period, type SearchFilter } from '../search-filter.js';
import { facetOfGroups } from './facet-groups.js';
import { intersect, type Bits } from './bitset.js';
import { isWithin, ofCodes, overlaps, rowsUnless, within, type Range } from './row-masks.js';
import { moments } from '../../ocds/index.js';
import type { Dictionaries, Segment, Values } from './segment.js';
import { designationTerm } from './segment-terms.js';
import { hasValue, valueTestOf, withValue, type ValueTest } from './value-test.js';

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

/** Filters of a search made ready for the rows of any segment. */
export interface SegmentFilter {
  /** Those that a row can fail. */
  readonly active: ReadonlySet<FilterName>;
  /** Of these rows the ones with a designation asked for, which is looked up like a word. */
  designated(rows: Bits, segment: Segment): Bits;
  /** Of these rows the ones that meet filters by values with lists of their rows: found without looking at others. */
  listed(rows: Bits, segment: Segment): Bits;
  /** Of listed rows the ones that meet everything else but the designation. */
  met(rows: Bits, segment: Segment): Bits;
  /** The filters that a row of a segment fails; 0 for none. */
  judge(segment: Segment): (row: number) => number;
  /** False when no row of the segment can meet all filters. */
  mayMeet(segment: Segment): boolean;
}

type FilterName = keyof typeof failBits;

/** Makes ready what a search filters by, for a moment at which statuses are decided. */
export function segmentFilterOf(
  filter: SearchFilter,
  { dictionaries, nowMs, hasText }: { dictionaries: Dictionaries; nowMs: number; hasText: boolean },
): SegmentFilter {
  const checks = checksOf(filter, dictionaries);
  const { allowed, closing, published, groupFails, categoryFails, buyerFails, value } = checks;
  const { cidb } = filter;
  const hasGroupFilter = groupFilters.some((name) => allowed[name] !== undefined);
  // Beside a text the few rows that have it are looked at one by one.
  const groupsListed = hasGroupFilter && !hasText ? whateverStatus(groupFails) : null;
  return {
    active: new Set([
      ...listedFilters.filter((name) => allowed[name] !== undefined),
      ...(value === undefined ? [] : ['values' as const]),
      ...(closing === undefined ? [] : ['closing' as const]),
      ...(published === undefined ? [] : ['published' as const]),
    ]),
    designated: (rows, segment) => (cidb === undefined ? rows : withDesignation(rows, segment, cidb)),
    listed(rows, segment) {
      let bits = rows;
      if (buyerFails !== undefined) bits = intersect(bits, rowsUnless(segment.buyers, buyerFails));
      if (categoryFails !== undefined) bits = intersect(bits, rowsUnless(segment.categories, categoryFails));
      if (groupsListed !== null) bits = intersect(bits, rowsUnless(segment.groups, groupsListed));
      return bits;
    },
    met(rows, segment) {
      let bits = rows;
      if (closing !== undefined) bits = within(bits, segment.closing, closing);
      if (published !== undefined) bits = within(bits, segment.published, published);
      if (hasGroupFilter && (hasText || allowed.statuses !== undefined))
        bits = ofCodes(bits, segment.groupsAt(nowMs), groupFails);
      return value === undefined ? bits : withValue(bits, segment, { test: value, groups: segment.groupsAt(nowMs) });
    },
    judge: (segment) => judgeOf(checks, segment, segment.groupsAt(nowMs)),
    mayMeet: (segment) =>
      (closing === undefined || overlaps(segment.closing, closing)) &&
      (published === undefined || overlaps(segment.published, published)),
  };
}

/** What of a filter there is to check; what is absent is not filtered by. */
interface Checks {
  readonly allowed: Allowed;
  readonly groupFails: Uint8Array;
  readonly categoryFails: Uint8Array | undefined;
  readonly buyerFails: Uint8Array | undefined;
  readonly closing: Range | undefined;
  readonly published: Range | undefined;
  readonly value: ValueTest | undefined;
}

function checksOf(filter: SearchFilter, dictionaries: Dictionaries): Checks {
  const allowed = allowedBy(filter);
  return {
    allowed,
    groupFails: failsOfGroups(allowed, dictionaries),
    categoryFails: failsOf(dictionaries.categories, allowed.categories, failBits.categories),
    buyerFails: failsOf(dictionaries.buyers, allowed.buyers, failBits.buyers),
    closing: filter.closing && rangeOf(filter.closing),
    published: filter.published && rangeOf(filter.published),
    value: filter.value && valueTestOf(filter.value, dictionaries),
  };
}

function judgeOf(
  { groupFails, categoryFails, buyerFails, closing, published, value }: Checks,
  segment: Segment,
  groups: Int32Array,
): (row: number) => number {
  const { amounts } = segment;
  const [categories, buyers] = [segment.categories.codes, segment.buyers.codes];
  const [closes, publishes] = [segment.closing.values, segment.published.values];
  return (row) => {
    const group = groups[row] ?? 0;
    let fails = groupFails[group] ?? 0;
    if (categoryFails !== undefined) fails |= categoryFails[categories[row] ?? 0] ?? 0;
    if (buyerFails !== undefined) fails |= buyerFails[buyers[row] ?? 0] ?? 0;
    if (value !== undefined && !hasValue(value, group, amounts.values[row])) fails |= failBits.values;
    if (closing !== undefined && !isWithin(closes[row], closing)) fails |= failBits.closing;
    if (published !== undefined && !isWithin(publishes[row], published)) fails |= failBits.published;
    return fails;
  };
}

const groupFilters = ['provinces', 'statuses', 'procurementCategories', 'methods', 'briefing'] as const;
const listedFilters = [...groupFilters, 'categories', 'buyers'] as const;
type Allowed = Partial<Record<(typeof listedFilters)[number], ReadonlySet<string | null>>>;

function allowedBy(filter: SearchFilter): Allowed {
  const lower = (names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => name.toLowerCase()));
  return {
    // A national tender is for every province.
    ...(filter.provinces && { provinces: new Set([...filter.provinces, 'NATIONAL']) }),
    // One that states none was found by its words.
    ...(filter.namedProvinces && { provinces: new Set([...filter.namedProvinces, 'NATIONAL', null]) }),
    ...(filter.statuses && { statuses: new Set(filter.statuses) }),
    ...(filter.procurementCategories && { procurementCategories: lower(filter.procurementCategories) }),
    ...(filter.methods && { methods: lower(filter.methods) }),
    ...(filter.categories && { categories: new Set(filter.categories) }),
    ...(filter.buyerIds && { buyers: lower(filter.buyerIds) }),
    ...(filter.hasBriefing !== undefined && { briefing: new Set([String(filter.hasBriefing)]) }),
  };
}

/** What each code of a group with a status fails. */
function failsOfGroups(allowed: Allowed, { groups }: Dictionaries): Uint8Array {
  const fails = new Uint8Array(groups.list.length * moments.length);
  for (const name of groupFilters) {
    const values = allowed[name];
    if (values === undefined) continue;
    const facet = facetOfGroups(name, groups, '');
    const failsOfPlace = Uint8Array.from(facet.values, (value) => (values.has(value) ? 0 : failBits[name]));
    for (let code = 0; code < fails.length; code += 1) {
      fails[code] = (fails[code] ?? 0) | (failsOfPlace[facet.places[code] ?? 0] ?? 0);
    }
  }
  return fails;
}

/** What each code of a group fails with every status. */
function whateverStatus(fails: Uint8Array): Uint8Array {
  const always = new Uint8Array(fails.length / moments.length);
  for (let group = 0; group < always.length; group += 1) {
    const first = group * moments.length;
    let failed = fails[first] ?? 0;
    for (let status = 1; status < moments.length; status += 1) failed = failed && (fails[first + status] ?? 0);
    always[group] = failed;
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

// Instants are whole microseconds.
function rangeOf({ from, before }: Period): Range {
  return {
    from: from === undefined ? Number.NEGATIVE_INFINITY : from.getTime() * 1_000,
    to: before === undefined ? Number.POSITIVE_INFINITY : before.getTime() * 1_000 - 1,
  };
}

function withDesignation(rows: Bits, { postings }: Segment, { holds, unstated }: DesignationFilter): Bits {
  const bits = new Int32Array(rows.length);
  const keys = new Set(holds.flatMap(cidbKeysOf));
  if (unstated === 'INCLUDE') keys.add('');
  for (const key of keys) postings.mark(bits, designationTerm(key));
  return intersect(bits, rows);
}
