import type { Entry } from '@hub/prisma/client';
import { decodeCursor, encodeCursor, notACursor } from '@hub/runtime/graphql';

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

/** Cursor of a row. It names its order, since a place in one order means nothing in another. */
export function cursorOf(order: EntryOrder, entry: Pick<Entry, 'id' | 'updatedAt'>): string {
  const key = sorts[order].field === 'id' ? [entry.id] : [entry.updatedAt.getTime(), entry.id];
  return encodeCursor(listOf(order), key);
}

/** @throws HubError `BAD_USER_INPUT` for anything that `cursorOf` did not make for this order. */
export function keyOf(order: EntryOrder, cursor: string): EntryKey {
  const key = decodeCursor(listOf(order), cursor);
  const id = key.at(-1);
  const at = key[0];
  if (typeof id === 'string' && uuid.test(id)) {
    if (sorts[order].field === 'id' && key.length === 1) return { id, at: null };
    if (sorts[order].field === 'updatedAt' && key.length === 2 && isTime(at)) return { id, at: new Date(at) };
  }
  throw notACursor();
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const timeMax = Date.UTC(10_000, 0, 1);

function listOf(order: EntryOrder): string {
  return `entries:${order}`;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < timeMax;
}
