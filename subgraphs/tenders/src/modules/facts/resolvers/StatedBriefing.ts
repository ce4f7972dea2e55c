import type { StatedBriefingResolvers } from '../../../types.generated.js';

export const StatedBriefing: StatedBriefingResolvers = {
  source: ({ span }) => span,
};
