import type { ReadClient } from '@hub/runtime/database';

/** All sources of public tenders, by name. */
export function findSources(db: ReadClient) {
  return db.source.findMany({
    orderBy: { name: 'asc' },
    select: {
      name: true,
      title: true,
      kind: true,
      isEnabled: true,
      lastRunAt: true,
      lastSuccessAt: true,
      consecutiveErrors: true,
      staleAfterSeconds: true,
      nextPollAt: true,
      coverage: true,
      coverageAt: true,
    },
  });
}
