import type { ReadClient } from '@hub/runtime/database';

const shown = {
  id: true,
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
} as const;

/** All sources of public tenders, by name. */
export function findSources(db: ReadClient) {
  return db.source.findMany({ orderBy: { name: 'asc' }, select: shown });
}

/** Sources of public tenders by id. */
export function findSourcesByIds(db: ReadClient, ids: readonly string[]) {
  return db.source.findMany({ where: { id: { in: [...ids] } }, select: shown });
}
