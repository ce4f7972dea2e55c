import type { ReadClient } from '@hub/runtime/database';
import type { RequestScope } from '@hub/runtime/service';
import DataLoader from 'dataloader';
import { createSliceLoader, type SlicesQuery } from '../paging/slice.loader.js';
import type { TenderStatus } from '../../ocds/index.js';
import * as buyers from './buyer.repository.js';
import * as suppliers from './supplier.repository.js';

const provenanceRecordsMax = 200;

/** Buyers and suppliers: each figure or list of one request is one statement. */
export function createOrganisationLoaders({ database, now }: RequestScope) {
  const read = <Answer>(query: (db: ReadClient) => Promise<Answer>) => database.readPublic(query);
  return {
    buyerFigures: new DataLoader<string, buyers.BuyerFigures | null>(async (ids) => {
      const rows = new Map((await read((db) => buyers.findFigures(db, ids))).map((row) => [row.id, row]));
      return ids.map((id) => rows.get(id) ?? null);
    }),
    buyerTenders: createSliceLoader((query: SlicesQuery<buyers.DatedPosition, string, readonly TenderStatus[]>) =>
      read((db) => buyers.findTenders(db, query, now())),
    ),
    buyerAwards: ownedLoader((ids) => read((db) => buyers.countAwards(db, ids))),
    usualSuppliers: createUsualSuppliersLoader(read),
    supplier: new DataLoader<string, { id: string; name: string } | null>(async (ids) => {
      const rows = new Map((await read((db) => suppliers.findSuppliers(db, ids))).map((row) => [row.asked, row]));
      return ids.map((id) => rows.get(id) ?? null);
    }),
    supplierNumbers: ownedLoader((ids) => read((db) => suppliers.findNumbers(db, ids))),
    supplierAwardCounts: ownedLoader((ids) => read((db) => suppliers.countAwards(db, ids))),
    supplierRecords: createSliceLoader((wanted: SlicesQuery<buyers.DatedPosition, string>) =>
      read((db) => suppliers.findRecords(db, wanted)),
    ),
    supplierAwards: createSliceLoader((wanted: SlicesQuery<suppliers.WonPosition, string>) =>
      read((db) => suppliers.findAwards(db, wanted)),
    ),
    /** Records by trust, as many as provenance looks at. */
    trustedRecords: new DataLoader<string, suppliers.SupplierRecordRow[]>(async (parents) => {
      const wanted = { parents, after: null, take: provenanceRecordsMax };
      const rows = Map.groupBy(await read((db) => suppliers.findRecords(db, wanted, 'TRUST')), ({ place }) => place);
      return parents.map((_, place) => rows.get(place) ?? []);
    }),
    winners: createWinnersLoader(read),
  };
}

type Read = <Answer>(query: (db: ReadClient) => Promise<Answer>) => Promise<Answer>;

/** Rows of each owner, empty when there are none. */
function ownedLoader<Row extends { readonly owner: string }>(find: (owners: readonly string[]) => Promise<Row[]>) {
  return new DataLoader<string, Row[]>(async (owners) => {
    const rows = Map.groupBy(await find(owners), ({ owner }) => owner);
    return owners.map((owner) => rows.get(owner) ?? []);
  });
}

function createUsualSuppliersLoader(read: Read) {
  return new DataLoader<{ buyerId: string; take: number }, buyers.UsualSupplierCount[], string>(
    async (keys) => {
      const found = new Map<string, buyers.UsualSupplierCount[]>();
      for (const [take, group] of Map.groupBy(keys, (key) => key.take)) {
        const buyerIds = group.map(({ buyerId }) => buyerId);
        const rows = await read((db) => buyers.countUsualSuppliers(db, { buyerIds, take }));
        for (const [owner, own] of Map.groupBy(rows, (row) => row.owner)) found.set(`${owner} ${take}`, own);
      }
      return keys.map(({ buyerId, take }) => found.get(`${buyerId} ${take}`) ?? []);
    },
    { cacheKeyFn: ({ buyerId, take }) => `${buyerId} ${take}` },
  );
}

function createWinnersLoader(read: Read) {
  const nameOf = ({ tenderId, awardKey }: suppliers.AwardKey) => `${tenderId} ${awardKey}`;
  return new DataLoader<suppliers.AwardKey, { id: string; name: string }[], string>(
    async (awards) => {
      const rows = Map.groupBy(await read((db) => suppliers.findWinners(db, awards)), nameOf);
      return awards.map((award) => rows.get(nameOf(award)) ?? []);
    },
    { cacheKeyFn: nameOf },
  );
}
