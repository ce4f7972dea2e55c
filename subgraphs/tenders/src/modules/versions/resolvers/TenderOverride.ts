import { encodeId } from '@hub/runtime/graphql';
import type { TenderOverrideResolvers } from '../../../types.generated.js';
import { memberReference } from '../../base/member-reference.js';

export const TenderOverride: TenderOverrideResolvers = {
  id: ({ id }) => encodeId('TenderOverride', id),
  isOutdated: ({ original, published }) => original !== published,
  createdBy: ({ createdByMembershipId }) => memberReference(createdByMembershipId),
  updatedBy: ({ overriddenByMembershipId }) => memberReference(overriddenByMembershipId),
  updatedAt: ({ overriddenAt }) => overriddenAt,
};
