import type { EmptySearchReasonResolvers } from '../../../types.generated.js';

const messages = {
  NO_TENDERS: 'No tenders have been imported yet. Ask whether the sources are healthy.',
  ONLY_COMMON_WORDS: 'The text holds only words that nearly every tender has. Add one that is particular.',
  NO_MATCH: 'Nothing matches. Try fewer or other words.',
  FILTERED_OUT: 'Filters leave nothing over. Without any one of those named there are results.',
  STALE_SOURCE: 'Nothing matches, and the sources named have been silent for too long: what you look for may be late.',
  END_OF_LIST: 'This was the end of the list. Begin again without `after`.',
};

export const EmptySearchReason: EmptySearchReasonResolvers = {
  filters: (reason) => (reason.kind === 'FILTERED_OUT' ? reason.filters : []),
  message: ({ kind }) => messages[kind],
  staleSources: ({ staleSources }) => [...(staleSources ?? [])],
};
