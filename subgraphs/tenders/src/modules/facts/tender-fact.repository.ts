import type { ReadClient } from '@hub/runtime/database';

const factSelect = { tenderId: true, cidb: true, bbbee: true, preference: true, briefing: true } as const;

/** What was read out of the text of tenders, as stored; tenders that were never read have no row. */
export function findFacts(db: ReadClient, tenderIds: readonly string[]) {
  return db.tenderFact.findMany({ where: { tenderId: { in: [...tenderIds] } }, select: factSelect });
}
