import type { ReadinessCheckResolvers } from '../../../types.generated.js';

export const ReadinessCheck: ReadinessCheckResolvers = {
  ruleKey: ({ ruleId }) => ruleId,
};
