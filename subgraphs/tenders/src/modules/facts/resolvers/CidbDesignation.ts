import type { CidbDesignationResolvers } from '../../../types.generated.js';

export const CidbDesignation: CidbDesignationResolvers = {
  source: ({ span }) => span,
  alternativeGroup: ({ alternatives }) => alternatives,
};
