import type { QueryResolvers } from '../../../../types.generated.js';
import { readChanges } from '../../history/change-feed.service.js';

export const changes: NonNullable<QueryResolvers['changes']> = (_parent, { since, first, impact }, { database }) =>
  readChanges(database, { since: since ?? null, first: first ?? null, impact: impact ?? null });
