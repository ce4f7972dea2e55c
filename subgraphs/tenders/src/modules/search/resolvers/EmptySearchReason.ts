import type { EmptySearchReasonResolvers } from '../../../types.generated.js';

const messages = {
  NO_TENDERS: 'No tenders have been imported yet. Ask whether the sources are healthy.',
  ONLY_COMMON_WORDS: 'The text holds only words that nearly every tender has. Add one that is particular.',
  NO_MATCH: 'Nothing matches. Try fewer or other words.',
  FILTERED_OUT: 'Filters leave nothing over. Without any one of those named there are results.',
};

export const EmptySearchReason: EmptySearchReasonResolvers = {
  filters: (reason) => (reason.kind === 'FILTERED_OUT' ? reason.filters : []),
  message: ({ kind }) => messages[kind],
};
