import type { ReadClient } from '@hub/runtime/database';
import { createByIdLoader, createGroupLoader, type LoaderFactories } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import * as tenders from './tender.repository.js';

/** Parts of tenders, and who buys: each list of one request is one statement. */
export const partLoaders = {
  briefingSessions: ofTenders(tenders.findBriefingSessions),
  awards: ofTenders(tenders.findAwards),
  buyer: ({ database }) => createByIdLoader((ids) => database.readPublic((db) => tenders.findBuyersByIds(db, ids))),
} satisfies LoaderFactories<RequestScope>;

function ofTenders<Row extends { tenderId: string }>(
  find: (db: ReadClient, tenderIds: readonly string[]) => Promise<Row[]>,
) {
  return ({ database }: RequestScope) =>
    createGroupLoader(
      (tenderIds) => database.readPublic((db) => find(db, tenderIds)),
      ({ tenderId }) => tenderId,
    );
}
