import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateMembershipInput } from '../../membership-input.js';
import { updateMembership as run } from '../../membership.service.js';

export const updateMembership: NonNullable<MutationResolvers['updateMembership']> = mutation(
  updateMembershipInput,
  run,
);
