import {
  connectionOf,
  encodeCursor,
  notACursor,
  pageSizeOf,
  readCursor,
  type Connection,
  type PageArguments,
} from './connection.js';
import type { z } from 'zod';
import type { Slice } from '../../loaders/loaders.js';

type SortKey = readonly (string | number | null)[];

/** How a list is cut into pages. */
export interface PagedList<Row, Position extends SortKey> {
  /** Names the list in its cursors, so that a cursor of another one is refused. */
  readonly name: string;
  readonly position: z.ZodType<Position>;
  /** What the list is sorted by, for one of its rows. */
  readonly positionOf: (row: Row) => Position;
}

/** The values of a list of a filter; undefined for null and for an empty list, which are no condition. */
export function valuesOf<Value>(list: readonly Value[] | null | undefined): Value[] | undefined {
  return list === null || list === undefined || list.length === 0 ? undefined : [...list];
}

/** @throws HubError `BAD_USER_INPUT` for a page size out of bounds and for what is no cursor of the list. */
export function sliceOf<Row, Position extends SortKey>(
  list: PagedList<Row, Position>,
  page: PageArguments,
): Slice<Position> {
  const { after } = page;
  return {
    after: after === null || after === undefined ? null : positionIn(list, after),
    take: pageSizeOf(page) + 1,
  };
}

/**
 * @param found.rows - of the slice that belongs to the page.
 * @param found.count - counts the whole list; called only when the count is asked for.
 */
export function pageOf<Row, Position extends SortKey>(
  list: PagedList<Row, Position>,
  { rows, count }: { readonly rows: readonly Row[]; readonly count: () => Promise<number> },
  page: PageArguments,
): Connection<Row> {
  return connectionOf(rows, pageSizeOf(page), {
    after: page.after,
    count,
    cursorOf: (row) => encodeCursor(list.name, list.positionOf(row)),
  });
}

function positionIn<Row, Position extends SortKey>(list: PagedList<Row, Position>, cursor: string): Position {
  const parsed = list.position.safeParse(readCursor(list.name, cursor));
  if (parsed.success) return parsed.data;
  throw notACursor();
}
