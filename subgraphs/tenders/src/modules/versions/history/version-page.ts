import { type Connection, type PageArguments, pageOf, sliceOf, type PagedList } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { VersionRow } from './version.repository.js';

const list: PagedList<VersionRow, readonly [number]> = {
  name: 'versions',
  position: z.tuple([
    z
      .int()
      .min(1)
      .max(2 ** 31 - 1),
  ]),
  positionOf: ({ version }) => [version],
};

/** Which part of a history a page shows. */
export interface VersionRange {
  readonly before: number | null;
  readonly take: number;
}

/** @throws HubError `BAD_USER_INPUT` for a page size out of bounds and for what is no cursor of a history. */
export function rangeOf(page: PageArguments): VersionRange {
  const { after, take } = sliceOf(list, page);
  return { before: after?.[0] ?? null, take };
}

/** @param found.rows - of the range that belongs to the page. */
export function versionPage(
  found: { readonly rows: readonly VersionRow[]; readonly count: () => Promise<number> },
  page: PageArguments,
): Connection<VersionRow> {
  return pageOf(list, found, page);
}
