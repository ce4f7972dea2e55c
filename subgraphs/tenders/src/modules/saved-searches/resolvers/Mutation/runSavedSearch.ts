import { decodeId } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { runSavedSearch as run } from '../../run-saved-search.service.js';
import { savedSearchNotFound } from '../../saved-search-answers.js';

export const runSavedSearch: NonNullable<MutationResolvers['runSavedSearch']> = async (
  _parent,
  { input: { id } },
  context,
) => {
  const outcome = await run(context, decodeId('SavedSearch', id));
  switch (outcome.kind) {
    case 'run':
      return {
        __typename: 'RunSavedSearchSuccess',
        savedSearch: outcome.savedSearch,
        isUpToDate: outcome.isUpToDate,
      };
    case 'inactive':
      return {
        __typename: 'SavedSearchInvalid',
        field: 'id',
        message: 'The search is switched off. Set isActive to true first.',
      };
    case 'notFound':
      return savedSearchNotFound;
  }
};
