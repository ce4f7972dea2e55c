import type { QueryResolvers } from '../../../../types.generated.js';
import { suppliersPage } from '../../named.service.js';

export const suppliers: NonNullable<QueryResolvers['suppliers']> = (_parent, query, { database }) =>
  suppliersPage(database, query);
