import type { PagedList } from '@hub/runtime/graphql';
import { isUuid } from '@hub/runtime/values';
import { z } from 'zod';

/** What a list can be sorted by beside the id: how it is written in the database, and in a cursor. */
export type SortType = 'timestamptz' | 'text' | 'integer' | 'date';

/** What a row is sorted by; null where the value is missing, and where the order is by the id alone. */
export type SortValue = string | number | null;

/** A row of a sorted list: its id, and what it is sorted by. */
export interface SortedRow {
  readonly id: string;
  readonly sortedBy: Date | SortValue;
}

/** Place of a row in an order. */
export interface SortKey {
  readonly id: string;
  readonly value: SortValue;
}

/** Place of a row as its cursor holds it: the id, after what the list is sorted by where that is not the id alone. */
type Position = readonly [string] | readonly [SortValue, string];

// A publisher may state any year that has a name.
const timeMin = Date.parse('0001-01-01T00:00:00Z');
const timeMax = Date.UTC(10_000, 0, 1);
const values: Readonly<Record<SortType, z.ZodType<SortValue>>> = {
  timestamptz: z.int().min(timeMin).lt(timeMax).nullable(),
  text: z.string().max(200).nullable(),
  integer: z.int().min(-1_000_000).max(1_000_000).nullable(),
  date: z.iso.date().nullable(),
};
const id = z.string().refine(isUuid);

/** The list in an order. Its cursors name the order, since a place in one order means nothing in another. */
export function sortedList<Row extends SortedRow>(name: string, type: SortType | null): PagedList<Row, Position> {
  return {
    name,
    position: type === null ? z.tuple([id]) : z.tuple([values[type], id]),
    positionOf: ({ id: row, sortedBy }) =>
      type === null ? [row] : [sortedBy instanceof Date ? sortedBy.getTime() : sortedBy, row],
  };
}

/** Where in the list a page begins; null for its beginning. */
export function sortKeyOf(position: Position | null): SortKey | null {
  if (position === null) return null;
  return position.length === 1 ? { value: null, id: position[0] } : { value: position[0], id: position[1] };
}
