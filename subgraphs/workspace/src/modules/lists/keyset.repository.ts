import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import type { SortedRow, SortKey, SortType } from './sorted-list.js';

/** A column, or what is worked out of some, that a list is sorted by. */
export interface SortColumn {
  readonly value: Prisma.Sql;
  readonly type: SortType;
  /** True where rows may lack it: they come last in both directions. */
  readonly isNullable?: boolean;
}

/** An order of a list; by the id alone without a column. Ids are time-ordered, so that is the order of adding. */
export interface Sorting {
  readonly column: SortColumn | null;
  readonly direction: 'asc' | 'desc';
  readonly id: Prisma.Sql;
}

/** Orders of rows by the column that holds their ids. */
export function sortingBy(id: Prisma.Sql) {
  return (column: SortColumn | null, direction: Sorting['direction']): Sorting => ({ column, direction, id });
}

/** Which part of a list to fetch. */
export interface Slice {
  readonly sorting: Sorting;
  readonly after: SortKey | null;
  readonly take: number;
}

/** Which rows a list has: tables with their names, and conditions. */
export interface Listed {
  readonly from: Prisma.Sql;
  readonly wheres: readonly Prisma.Sql[];
}

/** Ids of a slice of a list, with what they are sorted by. */
export function findSortedRows(
  db: ReadClient,
  { from, wheres }: Listed,
  { sorting, after, take }: Slice,
): Promise<SortedRow[]> {
  return db.$queryRaw<SortedRow[]>`
    select ${sorting.id}, ${sortedBy(sorting)} as "sortedBy" from ${from}
    where ${allOf([...wheres, ...beyond(sorting, after)])}
    order by ${orderBy(sorting)} limit ${take}`;
}

/** How many rows a list has. */
export async function countRows(db: ReadClient, { from, wheres }: Listed): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::integer as count from ${from} where ${allOf(wheres)}`;
  return row?.count ?? 0;
}

const types: Readonly<Record<SortType, Prisma.Sql>> = {
  timestamptz: Prisma.sql`timestamptz`,
  text: Prisma.sql`text`,
  integer: Prisma.sql`integer`,
  date: Prisma.sql`date`,
};

/** What a row is sorted by, to be selected as `sortedBy`. */
export function sortedBy({ column }: Sorting): Prisma.Sql {
  if (column === null) return Prisma.sql`null::text`;
  return column.type === 'date' ? Prisma.sql`(${column.value})::text` : column.value;
}

export function orderBy({ column, direction, id }: Sorting): Prisma.Sql {
  const way = direction === 'desc' ? Prisma.sql`desc` : Prisma.sql`asc`;
  if (column === null) return Prisma.sql`${id} ${way}`;
  const last = column.isNullable ? Prisma.sql`nulls last` : Prisma.empty;
  return Prisma.sql`${column.value} ${way} ${last}, ${id} ${way}`;
}

/** That a row comes after a place of an order; nothing without one. */
export function beyond({ column, direction, id }: Sorting, after: SortKey | null): Prisma.Sql[] {
  if (after === null) return [];
  const side = direction === 'desc' ? Prisma.sql`<` : Prisma.sql`>`;
  const furtherId = Prisma.sql`${id} ${side} ${after.id}::uuid`;
  if (column === null) return [furtherId];
  if (after.value === null) return [Prisma.sql`${column.value} is null`, furtherId];
  const value = column.type === 'timestamptz' ? new Date(Number(after.value)) : after.value;
  const further = Prisma.sql`(${column.value}, ${id}) ${side} (${value}::${types[column.type]}, ${after.id}::uuid)`;
  return [column.isNullable ? Prisma.sql`(${further} or ${column.value} is null)` : further];
}

/** All of some conditions. */
export function allOf(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.join([...conditions], ' and ');
}

/** That a column has one of some values; nothing when there is no condition. */
export function isAmong(
  column: Prisma.Sql,
  list: readonly string[] | undefined,
  type = Prisma.sql`text`,
): Prisma.Sql[] {
  return list === undefined ? [] : [Prisma.sql`${column} = any (${[...list]}::${type}[])`];
}

export const uuid = Prisma.sql`uuid`;
