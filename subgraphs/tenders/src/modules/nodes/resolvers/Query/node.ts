import type { QueryResolvers } from '../../../../types.generated.js';
import { findNode } from '../../node.service.js';

export const node: NonNullable<QueryResolvers['node']> = (_parent, { id }, context) => findNode(context, id);
