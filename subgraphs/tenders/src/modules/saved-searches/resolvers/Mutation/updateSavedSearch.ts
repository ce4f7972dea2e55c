import { decodeId } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { invalidSavedSearch, savedSearchNameTaken, savedSearchNotFound } from '../../saved-search-answers.js';
import { savedSearchChangesOf } from '../../saved-search-input.js';
import { updateSavedSearch as update } from '../../saved-search.service.js';

export const updateSavedSearch: NonNullable<MutationResolvers['updateSavedSearch']> = async (
  _parent,
  { input: { id, expectedVersion, ...given } },
  context,
) => {
  try {
    const outcome = await update(context, {
      id: decodeId('SavedSearch', id),
      expectedVersion,
      changes: savedSearchChangesOf(given),
    });
    switch (outcome.kind) {
      case 'updated':
        return { __typename: 'UpdateSavedSearchSuccess', savedSearch: outcome.savedSearch };
      case 'conflict':
        return {
          __typename: 'SavedSearchConflict',
          message: `This search was changed by somebody else and is at version ${outcome.current.version} now. Look at it and try again.`,
          current: outcome.current,
        };
      case 'nameTaken':
        return savedSearchNameTaken;
      case 'notFound':
        return savedSearchNotFound;
    }
  } catch (error) {
    return invalidSavedSearch(error);
  }
};
