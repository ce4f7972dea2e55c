import { valuesOf } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';
import { readChanges } from '../../history/change-feed.service.js';

export const changes: NonNullable<QueryResolvers['changes']> = (_parent, { filter, ...page }, { database }) =>
  readChanges(database, { impacts: valuesOf(filter?.impacts), page });
