import type { QueryResolvers } from '../../../../types.generated.js';
import { exportsPage } from '../../exports/export.service.js';

export const tenderExports: NonNullable<QueryResolvers['tenderExports']> = (_parent, { first, after }, context) =>
  exportsPage(context, { first, after });
