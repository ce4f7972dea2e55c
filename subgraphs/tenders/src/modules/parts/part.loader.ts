import type { RequestScope } from '@hub/runtime/service';
import DataLoader from 'dataloader';
import { createSliceLoader } from '../paging/slice.loader.js';
import {
  findAwardItems,
  findContracts,
  findItems,
  findLots,
  findLotsByKey,
  type ItemRow,
  type LotRow,
  type PartParent,
  type PartPosition,
  type PublicContractRow,
} from './part.repository.js';

/** Lots, items and contracts of tenders: each kind is one statement for all tenders of a page. */
export function createStagePartLoaders({ database }: RequestScope) {
  return {
    lots: createSliceLoader<LotRow, PartPosition, PartParent>((wanted) =>
      database.readPublic((db) => findLots(db, wanted)),
    ),
    items: createSliceLoader<ItemRow, PartPosition, PartParent>((wanted) =>
      database.readPublic((db) => findItems(db, wanted)),
    ),
    awardItems: createSliceLoader<ItemRow, PartPosition, PartParent>((wanted) =>
      database.readPublic((db) => findAwardItems(db, wanted)),
    ),
    contracts: createSliceLoader<PublicContractRow, PartPosition, PartParent>((wanted) =>
      database.readPublic((db) => findContracts(db, wanted)),
    ),
    lot: new DataLoader<Required<PartParent>, LotRow | null, string>(
      async (keys) => {
        const rows = await database.readPublic((db) => findLotsByKey(db, keys));
        const byName = new Map(rows.map((row) => [nameOf(row), row]));
        return keys.map((key) => byName.get(nameOf(key)) ?? null);
      },
      { cacheKeyFn: nameOf },
    ),
  };
}

function nameOf({ tenderId, key }: Required<PartParent>): string {
  return `${tenderId} ${key}`;
}
