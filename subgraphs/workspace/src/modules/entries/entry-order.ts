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

/** Place of a row as its cursor holds it: the id, after the time in milliseconds where the order is by time. */
export type EntryPosition = readonly [string] | readonly [number, string];

const timeMax = Date.UTC(10_000, 0, 1);
const id = z.string().refine(isUuid);
const idAlone = z.tuple([id]);
const timeAndId = z.tuple([z.int().min(0).lt(timeMax), id]);

/** The list in an order. Its cursors name the order, since a place in one order means nothing in another. */
export function entriesIn(order: EntryOrder): PagedList<Pick<Entry, 'id' | 'updatedAt'>, EntryPosition> {
  const isByTime = sorts[order].field === 'updatedAt';
  return {
    name: `entries:${order}`,
    position: isByTime ? timeAndId : idAlone,
    positionOf: (entry) => (isByTime ? [entry.updatedAt.getTime(), entry.id] : [entry.id]),
  };
}

/** Where in the list a page begins; null for its beginning. */
export function keyOf(position: EntryPosition | null): EntryKey | null {
  if (position === null) return null;
  return position.length === 1 ? { id: position[0], at: null } : { id: position[1], at: new Date(position[0]) };
}
