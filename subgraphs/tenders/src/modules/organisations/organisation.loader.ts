import type { ReadClient } from '@hub/runtime/database';
import {
  createByIdLoader,
  createCountLoader,
  createGroupedLookupLoader,
  createGroupLoader,
  createLookupLoader,
  createRowLoader,
  createSliceLoader,
  type LoaderFactories,
  type SlicesQuery,
} from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import * as buyers from './buyer.repository.js';
import * as suppliers from './supplier.repository.js';

const provenanceRecordsMax = 200;

/** Buyers and suppliers: each figure or list of one request is one statement. */
export const organisationLoaders = {
  buyerFigures: ({ database }) => createByIdLoader((ids) => database.readPublic((db) => buyers.findFigures(db, ids))),
  buyerTenders: ({ database, now }) =>
    createSliceLoader((query: SlicesQuery<buyers.DatedPosition, string, buyers.BuyerTenderConditions>) =>
      database.readPublic((db) => buyers.findTenders(db, query, now())),
    ),
  buyerTenderCount: ({ database, now }) =>
    createCountLoader<string, buyers.BuyerTenderConditions>((query) =>
      database.readPublic((db) => buyers.countTenders(db, query, now())),
    ),
  buyerAwards: ofOwners(buyers.countAwards),
  usualSuppliers: createUsualSuppliersLoader,
  supplier: ({ database }) =>
    createRowLoader(
      (ids) => database.readPublic((db) => suppliers.findSuppliers(db, ids)),
      ({ asked }) => asked,
    ),
  supplierRecord: ({ database }) =>
    createByIdLoader((ids) => database.readPublic((db) => suppliers.findRecordsByIds(db, ids))),
  supplierNumbers: ofOwners(suppliers.findNumbers),
  supplierAwardCounts: ofOwners(suppliers.countAwards),
  supplierRecords: ({ database }) =>
    createSliceLoader((query: SlicesQuery<buyers.DatedPosition, string>) =>
      database.readPublic((db) => suppliers.findRecords(db, query)),
    ),
  supplierAwards: ({ database }) =>
    createSliceLoader((query: SlicesQuery<suppliers.WonPosition, string>) =>
      database.readPublic((db) => suppliers.findAwards(db, query)),
    ),
  supplierRecordCount: ({ database }) =>
    createCountLoader(({ parents }) => database.readPublic((db) => suppliers.countRecords(db, parents))),
  supplierAwardCount: ({ database }) =>
    createCountLoader(({ parents }) => database.readPublic((db) => suppliers.countWonAwards(db, parents))),
  /** Records by trust, as many as provenance looks at. */
  trustedRecords: ({ database }) =>
    createGroupLoader(
      async (parents) => {
        const query = { parents, after: null, take: provenanceRecordsMax };
        const rows = await database.readPublic((db) => suppliers.findRecords(db, query, 'TRUST'));
        return rows.map((row) => ({ ...row, parent: parents[row.place] ?? '' }));
      },
      ({ parent }) => parent,
    ),
  winners: createWinnersLoader,
} satisfies LoaderFactories<RequestScope>;

/** Rows of each owner, empty when there are none. */
function ofOwners<Row extends { readonly owner: string }>(
  find: (db: ReadClient, owners: readonly string[]) => Promise<Row[]>,
) {
  return ({ database }: RequestScope) =>
    createGroupLoader(
      (owners) => database.readPublic((db) => find(db, owners)),
      ({ owner }) => owner,
    );
}

function createUsualSuppliersLoader({ database }: RequestScope) {
  interface Key {
    readonly buyerId: string;
    readonly take: number;
  }
  return createGroupedLookupLoader<Key, buyers.UsualSupplierCount[], buyers.UsualSupplierCount[]>({
    groupOf: ({ take }) => String(take),
    nameOf: ({ buyerId, take }) => `${buyerId} ${take}`,
    missing: () => [],
    async find({ take }, keys) {
      const buyerIds = keys.map(({ buyerId }) => buyerId);
      const rows = await database.readPublic((db) => buyers.countUsualSuppliers(db, { buyerIds, take }));
      return Map.groupBy(rows, ({ owner }) => `${owner} ${take}`);
    },
  });
}

function createWinnersLoader({ database }: RequestScope) {
  const nameOf = ({ tenderId, awardKey }: suppliers.AwardKey) => `${tenderId} ${awardKey}`;
  interface Winner {
    readonly id: string;
    readonly name: string;
  }
  return createLookupLoader<suppliers.AwardKey, Winner[], Winner[]>({
    nameOf,
    missing: () => [],
    find: async (awards) => Map.groupBy(await database.readPublic((db) => suppliers.findWinners(db, awards)), nameOf),
  });
}
