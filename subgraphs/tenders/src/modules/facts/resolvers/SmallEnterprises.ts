import type { SmallEnterprisesResolvers } from '../../../types.generated.js';

export const SmallEnterprises: SmallEnterprisesResolvers = {
  source: ({ span }) => span,
};
