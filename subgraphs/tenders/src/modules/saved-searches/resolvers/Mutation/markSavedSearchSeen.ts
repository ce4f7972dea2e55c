import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { markSavedSearchSeenInput } from '../../saved-search-input.js';
import { markSeen } from '../../saved-search-notes.service.js';

export const markSavedSearchSeen: NonNullable<MutationResolvers['markSavedSearchSeen']> = mutation(
  markSavedSearchSeenInput,
  markSeen,
);
