import type { CidbRequirementsResolvers } from '../../../types.generated.js';

export const CidbRequirements: CidbRequirementsResolvers = {
  potentiallyEmerging: ({ emerging }) => emerging,
};
