import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';

export const activity: NonNullable<QueryResolvers['activity']> = (_parent, { id }, { loaders }) =>
  loaders.activity.load(decodeId('Activity', id));
