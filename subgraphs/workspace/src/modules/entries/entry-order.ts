import type { Entry } from '@hub/prisma/client';
import type { PagedList } from '@hub/runtime/graphql';
import { isUuid } from '@hub/runtime/values';
import { z } from 'zod';

/** Column and direction of a list. Ids are time-ordered, so the order of adding is the order of ids. */
export interface EntrySort {
  readonly field: 'id' | 'updatedAt';
  readonly direction: 'asc' | 'desc';
}

/** Place of a row in an order; `at` is null where the id alone decides. */
export interface EntryKey {
  readonly id: string;
  readonly at: Date | null;
}

const sorts = {
  CREATED_AT_DESC: { field: 'id', direction: 'desc' },
  CREATED_AT_ASC: { field: 'id', direction: 'asc' },
  UPDATED_AT_DESC: { field: 'updatedAt', direction: 'desc' },
  UPDATED_AT_ASC: { field: 'updatedAt', direction: 'asc' },
} as const satisfies Readonly<Record<string, EntrySort>>;

/** Orders that a list can have, by the names that the API gives them. */
export type EntryOrder = keyof typeof sorts;

export function sortOf(order: EntryOrder): EntrySort {
  return sorts[order];
}

/** Place of a row in its order: the time in milliseconds, null where the id alone decides, and the id. */
export type EntryPosition = readonly [number | null, string];

const timeMax = Date.UTC(10_000, 0, 1);
const time = z.int().min(0).lt(timeMax);
const id = z.string().refine(isUuid);

/** The list in an order. Its cursors name the order, since a place in one order means nothing in another. */
export function entriesIn(order: EntryOrder): PagedList<Pick<Entry, 'id' | 'updatedAt'>, EntryPosition> {
  const isByTime = sorts[order].field === 'updatedAt';
  return {
    name: `entries:${order}`,
    position: z.tuple([isByTime ? time : z.null(), id]),
    positionOf: (entry) => [isByTime ? entry.updatedAt.getTime() : null, entry.id],
  };
}

/** Where in the list a page begins; null for its beginning. */
export function keyOf(position: EntryPosition | null): EntryKey | null {
  if (position === null) return null;
  const [at, entryId] = position;
  return { id: entryId, at: at === null ? null : new Date(at) };
}
