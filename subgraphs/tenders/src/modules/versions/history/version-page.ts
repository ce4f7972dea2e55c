import { HubError } from '@hub/runtime/errors';
import {
  connectionOf,
  decodeCursor,
  encodeCursor,
  pageSizeOf,
  type Connection,
  type PageArguments,
} from '@hub/runtime/graphql';
import type { VersionRow } from './version.repository.js';

const list = 'versions';

/** Which part of a history a page shows. */
export interface VersionRange {
  readonly before: number | null;
  readonly take: number;
}

/** @throws HubError `BAD_USER_INPUT` for a page size out of bounds and for what is no cursor of a history. */
export function rangeOf(page: PageArguments): VersionRange {
  const { after } = page;
  return { before: after === null || after === undefined ? null : versionOf(after), take: pageSizeOf(page) + 1 };
}

/** @param rows - of the range that belongs to the page. */
export function versionPage(rows: readonly VersionRow[], page: PageArguments): Connection<VersionRow> {
  return connectionOf(rows, pageSizeOf(page), {
    after: page.after,
    cursorOf: ({ version }) => encodeCursor(list, [version]),
  });
}

function versionOf(cursor: string): number {
  const key = decodeCursor(list, cursor);
  const [version] = key;
  if (key.length === 1 && typeof version === 'number' && Number.isInteger(version) && version > 0 && version < 2 ** 31)
    return version;
  throw new HubError(
    'BAD_USER_INPUT',
    'after is not a cursor of this list. Pass endCursor exactly as the API returned it.',
    { details: { argument: 'after' } },
  );
}
