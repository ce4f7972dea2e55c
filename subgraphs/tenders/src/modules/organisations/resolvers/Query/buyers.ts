import type { QueryResolvers } from '../../../../types.generated.js';
import { buyersPage } from '../../named.service.js';

export const buyers: NonNullable<QueryResolvers['buyers']> = (_parent, query, { database }) =>
  buyersPage(database, query);
