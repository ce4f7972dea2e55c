import type { ReadClient } from '@hub/runtime/database';
import { createByIdLoader, createGroupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import * as tenders from './tender.repository.js';

/** Parts of tenders, and who buys: each list of one request is one statement. */
export function createPartLoaders({ database }: RequestScope) {
  const ofTenders = <Row extends { tenderId: string }>(
    find: (db: ReadClient, tenderIds: readonly string[]) => Promise<Row[]>,
  ) =>
    createGroupLoader(
      (tenderIds) => database.readPublic((db) => find(db, tenderIds)),
      ({ tenderId }) => tenderId,
    );
  return {
    briefingSessions: ofTenders(tenders.findBriefingSessions),
    documents: ofTenders(tenders.findDocuments),
    awards: ofTenders(tenders.findAwards),
    buyer: createByIdLoader((ids) => database.readPublic((db) => tenders.findBuyersByIds(db, ids))),
  };
}
