import type { QueryResolvers } from '../../../../types.generated.js';
import { findNodes } from '../../node.service.js';

export const nodes: NonNullable<QueryResolvers['nodes']> = (_parent, { ids }, context) => findNodes(context, ids);
