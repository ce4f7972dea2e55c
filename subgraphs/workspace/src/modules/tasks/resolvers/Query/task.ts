import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';

export const task: NonNullable<QueryResolvers['task']> = (_parent, { id }, { loaders }) =>
  loaders.task.load(decodeId('Task', id));
