import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { savedSearchIdInput } from '../../saved-search-input.js';
import { deleteSavedSearch as remove } from '../../saved-search.service.js';

export const deleteSavedSearch: NonNullable<MutationResolvers['deleteSavedSearch']> = mutation(
  savedSearchIdInput,
  remove,
);
