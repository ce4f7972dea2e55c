import type { ReadClient } from '@hub/runtime/database';
import type { RequestScope } from '@hub/runtime/service';
import DataLoader from 'dataloader';
import * as tenders from './tender.repository.js';

/** Parts of tenders, and who buys: each list of one request is one statement. */
export function createPartLoaders(scope: RequestScope) {
  return {
    briefingSessions: listLoader(scope, tenders.findBriefingSessions),
    documents: listLoader(scope, tenders.findDocuments),
    awards: listLoader(scope, tenders.findAwards),
    buyer: rowLoader(scope, tenders.findBuyersByIds),
  };
}

/** Rows of each tender, empty when there are none. */
function listLoader<Row extends { tenderId: string }>(
  scope: RequestScope,
  find: (db: ReadClient, tenderIds: readonly string[]) => Promise<Row[]>,
) {
  return new DataLoader<string, Row[]>(async (tenderIds) => {
    const rows = Map.groupBy(await scope.database.readPublic((db) => find(db, tenderIds)), ({ tenderId }) => tenderId);
    return tenderIds.map((id) => rows.get(id) ?? []);
  });
}

/** One row for each id, null for an unknown one. */
function rowLoader<Row extends { id: string }>(
  scope: RequestScope,
  find: (db: ReadClient, ids: readonly string[]) => Promise<Row[]>,
) {
  return new DataLoader<string, Row | null>(async (ids) => {
    const rows = await scope.database.readPublic((db) => find(db, ids));
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
