import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';

export const project: NonNullable<QueryResolvers['project']> = (_parent, { id }, { loaders }) =>
  loaders.project.load(decodeId('Project', id));
