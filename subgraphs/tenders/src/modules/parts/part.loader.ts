import type { RequestScope } from '@hub/runtime/service';
import { createLookupLoader, createSliceLoader } from '@hub/runtime/loaders';
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
    lot: createLookupLoader<Required<PartParent>, LotRow, null>({
      nameOf,
      missing: () => null,
      async find(keys) {
        const rows = await database.readPublic((db) => findLotsByKey(db, keys));
        return new Map(rows.map((row) => [nameOf(row), row]));
      },
    }),
  };
}

function nameOf({ tenderId, key }: Required<PartParent>): string {
  return `${tenderId} ${key}`;
}
