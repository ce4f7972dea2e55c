import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateCompanyProfileInput } from '../../profile-input.js';
import { updateCompanyProfile as update } from '../../profile.service.js';

export const updateCompanyProfile: NonNullable<MutationResolvers['updateCompanyProfile']> = mutation(
  updateCompanyProfileInput,
  update,
);
