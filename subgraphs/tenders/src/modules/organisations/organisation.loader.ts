import type { ReadClient } from '@hub/runtime/database';
import {
  createByIdLoader,
  createCountLoader,
  createGroupedLookupLoader,
  createGroupLoader,
  createLookupLoader,
  createRowLoader,
  createSliceLoader,
  type SlicesQuery,
} from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import * as buyers from './buyer.repository.js';
import * as suppliers from './supplier.repository.js';

const provenanceRecordsMax = 200;

/** Buyers and suppliers: each figure or list of one request is one statement. */
export function createOrganisationLoaders({ database, now }: RequestScope) {
  const read = <Answer>(query: (db: ReadClient) => Promise<Answer>) => database.readPublic(query);
  return {
    buyerFigures: createByIdLoader((ids) => read((db) => buyers.findFigures(db, ids))),
    buyerTenders: createSliceLoader((query: SlicesQuery<buyers.DatedPosition, string, buyers.BuyerTenderConditions>) =>
      read((db) => buyers.findTenders(db, query, now())),
    ),
    buyerTenderCount: createCountLoader<string, buyers.BuyerTenderConditions>((query) =>
      read((db) => buyers.countTenders(db, query, now())),
    ),
    buyerAwards: ownedLoader((ids) => read((db) => buyers.countAwards(db, ids))),
    usualSuppliers: createUsualSuppliersLoader(read),
    supplier: createRowLoader(
      (ids) => read((db) => suppliers.findSuppliers(db, ids)),
      ({ asked }) => asked,
    ),
    supplierNumbers: ownedLoader((ids) => read((db) => suppliers.findNumbers(db, ids))),
    supplierAwardCounts: ownedLoader((ids) => read((db) => suppliers.countAwards(db, ids))),
    supplierRecords: createSliceLoader((wanted: SlicesQuery<buyers.DatedPosition, string>) =>
      read((db) => suppliers.findRecords(db, wanted)),
    ),
    supplierAwards: createSliceLoader((wanted: SlicesQuery<suppliers.WonPosition, string>) =>
      read((db) => suppliers.findAwards(db, wanted)),
    ),
    supplierRecordCount: createCountLoader(({ parents }) => read((db) => suppliers.countRecords(db, parents))),
    supplierAwardCount: createCountLoader(({ parents }) => read((db) => suppliers.countWonAwards(db, parents))),
    /** Records by trust, as many as provenance looks at. */
    trustedRecords: createGroupLoader(
      async (parents) => {
        const query = { parents, after: null, take: provenanceRecordsMax };
        const rows = await read((db) => suppliers.findRecords(db, query, 'TRUST'));
        return rows.map((row) => ({ ...row, parent: parents[row.place] ?? '' }));
      },
      ({ parent }) => parent,
    ),
    winners: createWinnersLoader(read),
  };
}

type Read = <Answer>(query: (db: ReadClient) => Promise<Answer>) => Promise<Answer>;

/** Rows of each owner, empty when there are none. */
function ownedLoader<Row extends { readonly owner: string }>(find: (owners: readonly string[]) => Promise<Row[]>) {
  return createGroupLoader(find, ({ owner }) => owner);
}

function createUsualSuppliersLoader(read: Read) {
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
      const rows = await read((db) => buyers.countUsualSuppliers(db, { buyerIds, take }));
      return Map.groupBy(rows, ({ owner }) => `${owner} ${take}`);
    },
  });
}

function createWinnersLoader(read: Read) {
  const nameOf = ({ tenderId, awardKey }: suppliers.AwardKey) => `${tenderId} ${awardKey}`;
  interface Winner {
    readonly id: string;
    readonly name: string;
  }
  return createLookupLoader<suppliers.AwardKey, Winner[], Winner[]>({
    nameOf,
    missing: () => [],
    find: async (awards) => Map.groupBy(await read((db) => suppliers.findWinners(db, awards)), nameOf),
  });
}
