import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';

export const savedSearch: NonNullable<QueryResolvers['savedSearch']> = (_parent, { id }, { loaders }) =>
  loaders.savedSearch.load(decodeId('SavedSearch', id));
