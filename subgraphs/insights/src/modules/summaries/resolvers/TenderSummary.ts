import type { TenderSummaryResolvers } from '../../../types.generated.js';
import { factsOfEachKind } from '../key-facts-of-summary.js';

export const TenderSummary: TenderSummaryResolvers = {
  keyFacts: ({ state, facts }) => (state === 'READY' ? factsOfEachKind(facts) : []),
};
