import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';

export const entry: NonNullable<QueryResolvers['entry']> = (_parent, { id }, { loaders }) =>
  loaders.entry.load(decodeId('Entry', id));
