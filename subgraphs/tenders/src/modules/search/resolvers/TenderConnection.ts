import { provinces } from '../../../ocds/index.js';
import { filterOf, withoutProvinces } from '../../../search-index/index.js';
import type { TenderConnectionResolvers } from '../../../types.generated.js';
import { foundTender } from '../../tenders/any-tender.js';
import { once } from '../search.service.js';

export const TenderConnection: Pick<
  TenderConnectionResolvers,
  | 'correctedSearch'
  | 'edges'
  | 'emptyReason'
  | 'facets'
  | 'literalSearch'
  | 'nodes'
  | 'pageInfo'
  | 'recognisedProvinces'
  | 'totalCount'
> = {
  edges: async (search) => {
    const { edges } = await search.page();
    const highlightsOfPage = once(() => search.highlights(edges.map(({ tenderId }) => tenderId)));
    return edges.map((edge) => ({ ...edge, highlightsOfPage }));
  },
  nodes: async (search, _args, { loaders }) => {
    const { edges } = await search.page();
    return Promise.all(edges.map(({ tenderId }) => foundTender(loaders, tenderId)));
  },
  pageInfo: async (search) => {
    const { edges, hasNextPage } = await search.page();
    return {
      hasNextPage,
      hasPreviousPage: search.request.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    };
  },
  totalCount: (search) => search.totalCount(),
  facets: (search) => search,
  emptyReason: (search) => search.emptyReason(),
  correctedSearch: (search) => search.correctedSearch(),
  recognisedProvinces: ({ request }) => provinces.filter((name) => filterOf(request).namedProvinces?.includes(name)),
  literalSearch: ({ request }) =>
    filterOf(request).namedProvinces === undefined ? null : withoutProvinces(request.search ?? ''),
};
