import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { removeTenderOverride as remove, removeTenderOverrideInput } from '../../overrides/override.service.js';

export const removeTenderOverride: NonNullable<MutationResolvers['removeTenderOverride']> = mutation(
  removeTenderOverrideInput,
  remove,
);
