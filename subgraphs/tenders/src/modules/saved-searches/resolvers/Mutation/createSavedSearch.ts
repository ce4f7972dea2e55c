import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { createSavedSearchInput } from '../../saved-search-input.js';
import { createSavedSearch as create } from '../../saved-search.service.js';

export const createSavedSearch: NonNullable<MutationResolvers['createSavedSearch']> = mutation(
  createSavedSearchInput,
  create,
);
