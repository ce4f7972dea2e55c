import { decodeId } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { savedSearchNotFound } from '../../saved-search-answers.js';
import { numberAt } from '../../saved-search-lists.js';
import { markSeen } from '../../saved-search-notes.service.js';

export const markSavedSearchSeen: NonNullable<MutationResolvers['markSavedSearchSeen']> = async (
  _parent,
  { input },
  context,
) => {
  const id = decodeId('SavedSearch', input.id);
  const upTo = typeof input.upTo === 'string' ? numberAt(input.upTo, id) : null;
  const savedSearch = await markSeen(context, { id, upTo });
  return savedSearch === null ? savedSearchNotFound : { __typename: 'MarkSavedSearchSeenSuccess', savedSearch };
};
