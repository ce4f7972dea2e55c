import type { ReadinessRemedyResolvers } from '../../../types.generated.js';

export const ReadinessRemedy: ReadinessRemedyResolvers = {
  ruleKey: ({ ruleId }) => ruleId,
};
