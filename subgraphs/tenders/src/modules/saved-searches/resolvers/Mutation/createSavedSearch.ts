import type { MutationResolvers } from '../../../../types.generated.js';
import { invalidSavedSearch, savedSearchNameTaken } from '../../saved-search-answers.js';
import { savedSearchChangesOf } from '../../saved-search-input.js';
import { createSavedSearch as create } from '../../saved-search.service.js';

export const createSavedSearch: NonNullable<MutationResolvers['createSavedSearch']> = async (
  _parent,
  { input },
  context,
) => {
  try {
    const { name = '', ...changes } = savedSearchChangesOf(input);
    const outcome = await create(context, { ...changes, name });
    switch (outcome.kind) {
      case 'created':
        return { __typename: 'CreateSavedSearchSuccess', savedSearch: outcome.savedSearch };
      case 'nameTaken':
        return savedSearchNameTaken;
      case 'tooMany':
        return {
          __typename: 'TooManySavedSearches',
          max: outcome.max,
          message: `Your plan allows ${outcome.max} saved searches for the whole team. Remove one or change the plan.`,
        };
    }
  } catch (error) {
    return invalidSavedSearch(error);
  }
};
