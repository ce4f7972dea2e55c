import type { QueryResolvers } from '../../../../types.generated.js';
import { readDashboard } from '../../dashboard.service.js';

export const dashboard: NonNullable<QueryResolvers['dashboard']> = (_parent, _args, context) => readDashboard(context);
