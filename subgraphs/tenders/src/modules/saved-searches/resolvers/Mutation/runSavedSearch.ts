import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { savedSearchIdInput } from '../../saved-search-input.js';
import { runSavedSearch as run } from '../../run-saved-search.service.js';

export const runSavedSearch: NonNullable<MutationResolvers['runSavedSearch']> = mutation(savedSearchIdInput, run);
