import type { ReadClient, TeamDatabase } from '@hub/runtime/database';
import { compareDecimals } from '@hub/runtime/decimal';
import { findOwnPage, readOwn } from '../own-tenders.repository.js';
import type { SearchPosition } from '../request/search-cursor.js';
import type { SearchOrder, SearchQuery } from '../request/search-request.js';
import { conditionsOf } from '../search-conditions.repository.js';
import type { SharedResults } from '../shared/shared-results.js';
import { findOpenFirst, mergeOpenFirst } from './open-first.js';
import { findRelevantRows, findSortedRows, isSorted, type Page } from './row-page.repository.js';
import { findRelevantInSegments, findSortedInSegments } from './segment-page.repository.js';

/** A tender that was found, and whether it is one of the team's own. */
export interface FoundTender extends SearchPosition {
  readonly isOwn: boolean;
}

/** Where a search looks: what is kept of the public half, and the database. */
export interface SearchPlaces {
  readonly database: TeamDatabase;
  readonly shared: SharedResults;
}

/** A page of public tenders and of the team's own, in one order. */
export async function findPage(
  { database, shared }: SearchPlaces,
  query: SearchQuery,
  page: Page,
): Promise<FoundTender[]> {
  const { origin } = query.filter;
  const [publicRows, ownRows] = await Promise.all([
    origin === 'OWN'
      ? []
      : shared.page(query, page, () => database.readPublic((db) => findPublicPage(db, query, page))),
    origin === 'PUBLIC' ? [] : readOwn(database, { query: (db) => findOwnPage(db, query, page), otherwise: [] }),
  ]);
  return mergePositions<FoundTender>(
    [publicRows.map((row) => ({ ...row, isOwn: false })), ownRows.map((row) => ({ ...row, isOwn: true }))],
    query.orderBy,
  );
}

/** The shorter way, by segments or by rows. Both answer the same. */
async function findPublicPage(db: ReadClient, query: SearchQuery, page: Page): Promise<SearchPosition[]> {
  if (query.orderBy === 'STATUS_ASC') {
    // Of all tenders few are open: segments know which, and an index by time does not.
    return findOpenFirst(query, page, async (part, within) => {
      return (await findSortedInSegments(db, part, within)) ?? findSortedRows(db, part, within);
    });
  }
  if (!isSorted(query)) return (await findRelevantInSegments(db, query, page)) ?? findRelevantRows(db, query, page);
  const isSelective =
    query.search !== undefined || [...conditionsOf(query).keys()].some((name) => !isMetSoon.has(name));
  return (isSelective ? await findSortedInSegments(db, query, page) : null) ?? findSortedRows(db, query, page);
}

// What many tenders meet, or those at one end of the order, is found soon along an index of the order.
const isMetSoon: ReadonlySet<string> = new Set(['statuses', 'closing', 'published', 'hasBriefing', 'ids']);

const descending: ReadonlySet<SearchOrder> = new Set([
  'RELEVANCE',
  'CLOSING_AT_DESC',
  'PUBLISHED_AT_DESC',
  'VALUE_DESC',
]);

/**
 * Joins lists that are each in the order asked for. Exactly the database's order: by value, then by id in the same
 * direction, and last what states no value, by id.
 */
export function mergePositions<Position extends SearchPosition>(
  lists: readonly (readonly Position[])[],
  orderBy: SearchOrder,
): Position[] {
  if (orderBy === 'STATUS_ASC') return mergeOpenFirst(lists, (ofPart) => mergePositions(ofPart, 'PUBLISHED_AT_DESC'));
  const sign = descending.has(orderBy) ? -1 : 1;
  return lists.flat().sort((left, right) => {
    if (left.value === null || right.value === null) {
      if (left.value !== right.value) return left.value === null ? 1 : -1;
      return compareIds(left, right);
    }
    // Amounts and microseconds have more digits than a number holds.
    return sign * (compareDecimals(left.value, right.value) || compareIds(left, right));
  });
}

function compareIds(left: SearchPosition, right: SearchPosition): number {
  return left.tenderId < right.tenderId ? -1 : Number(left.tenderId > right.tenderId);
}
