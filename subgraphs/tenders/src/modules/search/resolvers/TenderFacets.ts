import type { TenderFacetsResolvers } from '../../../types.generated.js';
import { readProcurementCategory, readProcurementMethod, readProvince, tenderStatuses } from '../../../ocds/index.js';
import { moneyOf } from '../../base/money.js';
import { valueRanges } from '../../../search-index/index.js';

export const TenderFacets: TenderFacetsResolvers = {
  provinces: async (search) =>
    (await search.facet('provinces')).map(({ value, count }) => ({
      province: readProvince(value),
      tenderCount: count,
    })),
  statuses: async (search) => {
    const counts = await search.facet('statuses');
    return counts.flatMap(({ value, count }) => {
      const status = tenderStatuses.find((name) => name === value);
      return status === undefined ? [] : [{ status, tenderCount: count }];
    });
  },
  procurementCategories: async (search) =>
    ofCodes(await search.facet('procurementCategories'), readProcurementCategory).map(({ code, count }) => ({
      procurementCategory: code,
      tenderCount: count,
    })),
  methods: async (search) =>
    ofCodes(await search.facet('methods'), readProcurementMethod).map(({ code, count }) => ({
      method: code,
      tenderCount: count,
    })),
  categories: async (search) => named(await search.facet('categories')),
  buyers: async (search, _args, { loaders }) => {
    const counts = await search.facet('buyers');
    return Promise.all(
      counts.map(async ({ value, count }) => ({
        buyer: value === null ? null : await loaders.buyer.load(value),
        tenderCount: count,
      })),
    );
  },
  values: async (search) => {
    const counts = new Map((await search.facet('values')).map(({ value, count }) => [value, count]));
    return valueRanges.flatMap((range) => {
      const count = counts.get(range.range);
      if (count === undefined) return [];
      const { above, upTo } = range;
      const { currency } = search;
      return [
        { range: range.range, above: moneyOf(above, currency), upTo: moneyOf(upTo, currency), tenderCount: count },
      ];
    });
  },
  briefing: async (search) =>
    (await search.facet('briefing')).map(({ value, count }) => ({ hasBriefing: value === 'true', tenderCount: count })),
};

function named(counts: readonly { value: string | null; count: number }[]) {
  return counts.map(({ value, count }) => ({ name: value, tenderCount: count }));
}

/** Words that the standard does not have are counted with what is not stated. */
function ofCodes<Code>(
  counts: readonly { value: string | null; count: number }[],
  read: (value: string | null) => Code | null,
): { code: Code | null; count: number }[] {
  const byCode = new Map<Code | null, number>();
  for (const { value, count } of counts) byCode.set(read(value), (byCode.get(read(value)) ?? 0) + count);
  return [...byCode].map(([code, count]) => ({ code, count })).sort((left, right) => right.count - left.count);
}
