import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';

export const projectArchive: NonNullable<QueryResolvers['projectArchive']> = (_parent, { id }, { loaders }) =>
  loaders.projectArchive.load(decodeId('ProjectArchive', id));
