import type { RequestScope } from '@hub/runtime/service';
import { createCountLoader, createLookupLoader, createSliceLoader, type LoaderFactories } from '@hub/runtime/loaders';
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
export const stagePartLoaders = {
  lots: (scope) => partLoaders<LotRow>(scope, lots),
  items: (scope) => partLoaders<ItemRow>(scope, items),
  awardItems: (scope) => partLoaders<ItemRow>(scope, awardItems),
  contracts: (scope) => partLoaders<PublicContractRow>(scope, contracts),
  lot: ({ database }) =>
    createLookupLoader<Required<PartParent>, LotRow, null>({
      nameOf,
      missing: () => null,
      async find(keys) {
        const rows = await database.readPublic((db) => findLotsByKey(db, keys));
        return new Map(rows.map((row) => [nameOf(row), row]));
      },
    }),
} satisfies LoaderFactories<RequestScope>;

function partLoaders<Row extends PartRow>({ database }: RequestScope, kind: PartKind): PartLoaders<Row> {
  return {
    rows: createSliceLoader<Row, PartPosition, PartParent>((query) =>
      database.readPublic((db) => findParts<Row>(db, query, kind)),
    ),
    count: createCountLoader<PartParent>(({ parents }) => database.readPublic((db) => countParts(db, parents, kind))),
  };
}

function nameOf({ tenderId, key }: Required<PartParent>): string {
  return `${tenderId} ${key}`;
}
