import type { Entry } from '@hub/prisma/client';
import type { PagedList } from '@hub/runtime/graphql';
import { isUuid } from '@hub/runtime/values';
import { z } from 'zod';

/** Column and direction of a list. Ids are time-ordered, so the order of adding is the order of ids. */
export interface EntrySort {
  readonly field: 'id' | 'updatedAt' | 'closingAt';
  readonly direction: 'asc' | 'desc';
}

/** Place of a row in an order; `at` is null where the id alone decides: in its own order, and without a closing time. */
export interface EntryKey {
  readonly id: string;
  readonly at: Date | null;
}

/** An entry, and the time that its list is sorted by; null where the id alone decides. */
export type ListedEntry = Entry & { readonly sortedAt: Date | null };

const sorts = {
  CREATED_AT_DESC: { field: 'id', direction: 'desc' },
  CREATED_AT_ASC: { field: 'id', direction: 'asc' },
  UPDATED_AT_DESC: { field: 'updatedAt', direction: 'desc' },
  UPDATED_AT_ASC: { field: 'updatedAt', direction: 'asc' },
  CLOSING_AT_ASC: { field: 'closingAt', direction: 'asc' },
  CLOSING_AT_DESC: { field: 'closingAt', direction: 'desc' },
} as const satisfies Readonly<Record<string, EntrySort>>;

/** Orders that a list can have, by the names that the API gives them. */
export type EntryOrder = keyof typeof sorts;

export function sortOf(order: EntryOrder): EntrySort {
  return sorts[order];
}

/** Place of a row as its cursor holds it: the id, after the time in milliseconds where the order is by time. */
export type EntryPosition = readonly [string] | readonly [number | null, string];

// A publisher may state any year that has a name.
const closingMin = Date.parse('0001-01-01T00:00:00Z');
const timeMax = Date.UTC(10_000, 0, 1);
const id = z.string().refine(isUuid);
const positions: Readonly<Record<EntrySort['field'], z.ZodType<EntryPosition>>> = {
  id: z.tuple([id]),
  updatedAt: z.tuple([z.int().min(0).lt(timeMax), id]),
  closingAt: z.tuple([z.int().min(closingMin).lt(timeMax).nullable(), id]),
};

/** The list in an order. Its cursors name the order, since a place in one order means nothing in another. */
export function entriesIn(order: EntryOrder): PagedList<ListedEntry, EntryPosition> {
  const { field } = sorts[order];
  return {
    name: `entries:${order}`,
    position: positions[field],
    positionOf: (entry) => (field === 'id' ? [entry.id] : [entry.sortedAt?.getTime() ?? null, entry.id]),
  };
}

/** Where in the list a page begins; null for its beginning. */
export function keyOf(position: EntryPosition | null): EntryKey | null {
  if (position === null) return null;
  if (position.length === 1) return { id: position[0], at: null };
  const [at, row] = position;
  return { id: row, at: at === null ? null : new Date(at) };
}
