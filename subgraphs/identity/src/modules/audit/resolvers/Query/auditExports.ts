import type { QueryResolvers } from '../../../../types.generated.js';
import { auditExports as list } from '../../audit-export.service.js';

export const auditExports: NonNullable<QueryResolvers['auditExports']> = (_parent, _args, context) => list(context);
