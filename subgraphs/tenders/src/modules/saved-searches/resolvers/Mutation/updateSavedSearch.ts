import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateSavedSearchInput } from '../../saved-search-input.js';
import { updateSavedSearch as update } from '../../saved-search.service.js';

export const updateSavedSearch: NonNullable<MutationResolvers['updateSavedSearch']> = mutation(
  updateSavedSearchInput,
  update,
);
