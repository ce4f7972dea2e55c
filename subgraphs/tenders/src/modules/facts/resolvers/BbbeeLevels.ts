import type { BbbeeLevelsResolvers } from '../../../types.generated.js';

export const BbbeeLevels: BbbeeLevelsResolvers = {
  source: ({ span }) => span,
};
