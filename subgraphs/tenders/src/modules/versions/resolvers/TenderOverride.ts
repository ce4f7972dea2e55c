import type { TenderOverrideResolvers } from '../../../types.generated.js';
import { memberReference } from '../member-reference.js';

export const TenderOverride: TenderOverrideResolvers = {
  isOutdated: ({ original, published }) => original !== published,
  overriddenBy: ({ overriddenByMembershipId }) => memberReference(overriddenByMembershipId),
};
