import { decodeId } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { savedSearchNotFound } from '../../saved-search-answers.js';
import { setDefault } from '../../saved-search-notes.service.js';

export const setDefaultSavedSearch: NonNullable<MutationResolvers['setDefaultSavedSearch']> = async (
  _parent,
  { input: { id } },
  context,
) => {
  const chosen = await setDefault(context, typeof id === 'string' ? decodeId('SavedSearch', id) : null);
  return chosen === null ? savedSearchNotFound : { __typename: 'SetDefaultSavedSearchSuccess', ...chosen };
};
