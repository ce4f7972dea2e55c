import type { QueryResolvers } from '../../../../types.generated.js';
import { changeConditionsOf } from '../../history/change-conditions.js';
import { readChanges } from '../../history/change-feed.service.js';
import { allImpacts } from '../../history/impact.js';

export const changes: NonNullable<QueryResolvers['changes']> = (_parent, { filter, ...page }, { database }) =>
  readChanges(database, { conditions: changeConditionsOf(filter, { impacts: allImpacts }), page });
