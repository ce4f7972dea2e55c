import type { TenderFacetsResolvers } from '../../../types.generated.js';
import { readProvince } from '../../releases/provinces.js';

export const TenderFacets: TenderFacetsResolvers = {
  provinces: async (search) =>
    (await search.provinces()).map(({ province, count }) => ({ province: readProvince(province), count })),
};
