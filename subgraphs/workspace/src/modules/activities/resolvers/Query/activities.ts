import type { QueryResolvers } from '../../../../types.generated.js';
import { activityConditionsOf } from '../../activity-input.js';
import { activitiesPage } from '../../activity.service.js';

export const activities: NonNullable<QueryResolvers['activities']> = (
  _parent,
  { filter, orderBy, first, after },
  context,
) => activitiesPage(context, { conditions: activityConditionsOf(filter), order: orderBy, page: { first, after } });
