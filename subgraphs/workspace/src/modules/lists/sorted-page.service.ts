import type { ReadClient } from '@hub/runtime/database';
import { pageOf, sliceOf, type Connection, type PageArguments } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import type { Slice, Sorting } from './keyset.repository.js';
import { sortedList, sortKeyOf, type SortedRow } from './sorted-list.js';

/** Where a list comes from: the ids of a slice, how many rows it has, and the rows by their ids. */
export interface SortedSource<Row> {
  find(db: ReadClient, slice: Slice): Promise<SortedRow[]>;
  count(db: ReadClient): Promise<number>;
  readonly rows: { load(id: string): Promise<Row | null> };
}

/** A page of a list in an order. The name holds the order, as cursors of one order mean nothing in another. */
export async function sortedPage<Row extends { readonly id: string }>(
  { database }: Pick<Context, 'database'>,
  { name, sorting, page }: { readonly name: string; readonly sorting: Sorting; readonly page: PageArguments },
  { find, count, rows }: SortedSource<Row>,
): Promise<Connection<Row>> {
  const list = sortedList<Row & SortedRow>(name, sorting.column?.type ?? null);
  const { after, take } = sliceOf(list, page);
  const places = await database.read((db) => find(db, { sorting, after: sortKeyOf(after), take }));
  const found = await Promise.all(
    places.map(async ({ id, sortedBy }) => {
      const row = await rows.load(id);
      return row && { ...row, sortedBy };
    }),
  );
  return pageOf(list, { rows: found.filter((row) => row !== null), count: () => database.read(count) }, page);
}
