import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { deleteTenderOverride as remove, deleteTenderOverrideInput } from '../../overrides/override.service.js';

export const deleteTenderOverride: NonNullable<MutationResolvers['deleteTenderOverride']> = mutation(
  deleteTenderOverrideInput,
  remove,
);
