import { createCountLoader, createSliceLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { countChildren, findChildIds, type Children } from './children.repository.js';

/** Lists of what belongs to rows, each list newest first: its pages and how long it is. */
export function createChildrenLoader({ database }: RequestScope, children: Children) {
  return {
    pages: createSliceLoader<{ id: string }, string>((query) =>
      database.read((db) => findChildIds(db, children, query)),
    ),
    counts: createCountLoader(({ parents }) => database.read((db) => countChildren(db, children, parents))),
  };
}

export type ChildrenLoader = ReturnType<typeof createChildrenLoader>;
