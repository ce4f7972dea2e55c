import type { RequestScope } from '@hub/runtime/service';
import { createCountLoader, createLookupLoader, createSliceLoader, type LoaderFactories } from '@hub/runtime/loaders';
import type { PartLoaders } from './part-pages.js';
import {
  awardItems,
  contracts,
  countParts,
  documents,
  findLotsByKey,
  findParts,
  findPartsByDigest,
  items,
  lots,
  type ItemRow,
  type LotRow,
  type DocumentRow,
  type PartKind,
  type PartName,
  type PartParent,
  type PartPosition,
  type PartRow,
  type PublicContractRow,
} from './part.repository.js';

/** Lots, items, contracts and documents of tenders: each kind is one statement for all tenders of a page. */
export const stagePartLoaders = {
  lots: (scope) => partLoaders<LotRow>(scope, lots),
  items: (scope) => partLoaders<ItemRow>(scope, items),
  awardItems: (scope) => partLoaders<ItemRow>(scope, awardItems),
  contracts: (scope) => partLoaders<PublicContractRow>(scope, contracts),
  documents: (scope) => partLoaders<DocumentRow>(scope, documents),
  lot: ({ database }) =>
    createLookupLoader<Required<PartParent>, LotRow, null>({
      nameOf,
      missing: () => null,
      async find(keys) {
        const rows = await database.readPublic((db) => findLotsByKey(db, keys));
        return new Map(rows.map((row) => [nameOf(row), row]));
      },
    }),
  lotNamed: (scope) => namedLoader<LotRow>(scope, lots),
  itemNamed: (scope) => namedLoader<ItemRow>(scope, items),
  awardItemNamed: (scope) => namedLoader<ItemRow>(scope, awardItems),
  documentNamed: (scope) => namedLoader<DocumentRow>(scope, documents),
  contractNamed: (scope) => namedLoader<PublicContractRow>(scope, contracts),
} satisfies LoaderFactories<RequestScope>;

/** Parts as their ids name them; null for a name that no part has. */
function namedLoader<Row extends PartRow>({ database }: RequestScope, kind: PartKind) {
  const named = ({ tenderId, digest }: PartName) => `${tenderId} ${digest}`;
  return createLookupLoader<PartName, Row, null>({
    nameOf: named,
    missing: () => null,
    async find(parts) {
      const rows = await database.readPublic((db) => findPartsByDigest<Row>(db, parts, kind));
      return new Map(rows.map((row) => [named(row), row]));
    },
  });
}

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
