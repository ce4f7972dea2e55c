import type { EmptyReason } from './correct/empty-reason.js';
import type { Highlight } from './find/highlights.js';
import type { SearchEdge, TenderSearch } from './search.service.js';

export type TenderConnectionMapper = TenderSearch;
export type TenderEdgeMapper = SearchEdge & {
  /** Highlights of the whole page: fetched once, when the first edge is asked for its own. */
  readonly highlightsOfPage: () => Promise<ReadonlyMap<string, Highlight[]>>;
};
export type TenderFacetsMapper = TenderSearch;
export type EmptySearchReasonMapper = EmptyReason;
