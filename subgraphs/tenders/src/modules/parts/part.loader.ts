import type { ReadClient } from '@hub/runtime/database';
import type { RequestScope } from '@hub/runtime/service';
import { createCountLoader, createLookupLoader, createSliceLoader } from '@hub/runtime/loaders';
import type { PartLoaders } from './part-pages.js';
import {
  awardItems,
  contracts,
  countParts,
  findLotsByKey,
  findParts,
  items,
  lots,
  type ItemRow,
  type LotRow,
  type PartKind,
  type PartParent,
  type PartPosition,
  type PartRow,
  type PublicContractRow,
} from './part.repository.js';

/** Lots, items and contracts of tenders: each kind is one statement for all tenders of a page. */
export function createStagePartLoaders({ database }: RequestScope) {
  const read = <Answer>(query: (db: ReadClient) => Promise<Answer>) => database.readPublic(query);
  return {
    lots: partLoaders<LotRow>(read, lots),
    items: partLoaders<ItemRow>(read, items),
    awardItems: partLoaders<ItemRow>(read, awardItems),
    contracts: partLoaders<PublicContractRow>(read, contracts),
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

function partLoaders<Row extends PartRow>(
  read: <Answer>(query: (db: ReadClient) => Promise<Answer>) => Promise<Answer>,
  kind: PartKind,
): PartLoaders<Row> {
  return {
    rows: createSliceLoader<Row, PartPosition, PartParent>((query) => read((db) => findParts<Row>(db, query, kind))),
    count: createCountLoader<PartParent>(({ parents }) => read((db) => countParts(db, parents, kind))),
  };
}

function nameOf({ tenderId, key }: Required<PartParent>): string {
  return `${tenderId} ${key}`;
}
