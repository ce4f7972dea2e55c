import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';

export const draft: NonNullable<QueryResolvers['draft']> = (_parent, { id }, { loaders }) =>
  loaders.draft.load(decodeId('Draft', id));
