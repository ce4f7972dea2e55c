import { tenderStatuses } from '../../../ocds/index.js';
import type { SearchPosition } from '../request/search-cursor.js';
import type { SearchQuery } from '../request/search-request.js';
import type { Page, SortedQuery } from './row-page.repository.js';

// What is open, and then everything else. The number of a part stands before the value in a position.
const isInPart = [(isOpen: boolean) => isOpen, (isOpen: boolean) => !isOpen] as const;

/**
 * A page in which open tenders come first, each part published most recently first: one part after the other, so that
 * both are walked in an order that the index has.
 *
 * @param find - finds a page of one part.
 */
export async function findOpenFirst(
  query: SearchQuery,
  { after, limit }: Page,
  find: (query: SortedQuery, page: Page) => Promise<SearchPosition[]>,
): Promise<SearchPosition[]> {
  const first = after?.value === undefined || after.value === null ? 0 : Number(after.value[0]);
  const selected = query.filter.statuses ?? tenderStatuses;
  const found: SearchPosition[] = [];
  for (const [part, belongs] of isInPart.entries()) {
    const statuses = selected.filter((status) => belongs(status === 'OPEN'));
    if (part < first || statuses.length === 0 || found.length >= limit) continue;
    const rows = await find(
      { ...query, orderBy: 'PUBLISHED_AT_DESC', filter: { ...query.filter, statuses } },
      { after: after !== null && part === first ? withoutPart(after) : null, limit: limit - found.length },
    );
    found.push(...rows.map((row) => inPart(row, part)));
  }
  return found;
}

/** Joins lists of such positions; `merge` joins those of one part. */
export function mergeOpenFirst<Position extends SearchPosition>(
  lists: readonly (readonly Position[])[],
  merge: (lists: readonly (readonly Position[])[]) => Position[],
): Position[] {
  return isInPart.flatMap((_, part) => {
    const ofPart = lists.map((list) => list.filter(({ value }) => value?.[0] === String(part)).map(withoutPart));
    return merge(ofPart).map((row) => inPart(row, part));
  });
}

function inPart<Position extends SearchPosition>(row: Position, part: number): Position {
  return { ...row, value: `${part}:${row.value ?? ''}` };
}

function withoutPart<Position extends SearchPosition>(row: Position): Position {
  const value = row.value?.slice(2) ?? '';
  return { ...row, value: value === '' ? null : value };
}
