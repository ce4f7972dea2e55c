import { decodeId } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { savedSearchNotFound } from '../../saved-search-answers.js';
import { deleteSavedSearch as remove } from '../../saved-search.service.js';

export const deleteSavedSearch: NonNullable<MutationResolvers['deleteSavedSearch']> = async (
  _parent,
  { input: { id } },
  context,
) => {
  const isRemoved = await remove(context, decodeId('SavedSearch', id));
  return isRemoved ? { __typename: 'DeleteSavedSearchSuccess', id } : savedSearchNotFound;
};
