import type { QueryResolvers } from '../../../../types.generated.js';
import { alertsPage } from '../../saved-search-lists.js';

export const savedSearchAlerts: NonNullable<QueryResolvers['savedSearchAlerts']> = (_parent, page, context) =>
  alertsPage(context, page);
