import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { savedSearchChoiceInput } from '../../saved-search-input.js';
import { setDefault } from '../../saved-search-notes.service.js';

export const setDefaultSavedSearch: NonNullable<MutationResolvers['setDefaultSavedSearch']> = mutation(
  savedSearchChoiceInput,
  setDefault,
);
