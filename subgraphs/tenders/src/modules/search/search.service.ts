import type { TeamDatabase } from '@hub/runtime/database';
import { once } from './once.js';
import { conditionsOf, type Conditions } from './search-conditions.js';
import { decodeCursor, encodeCursor, type SearchPosition } from './search-cursor.js';
import { parseSearch, type SearchRequest } from './search-request.js';
import {
  countByProvince,
  findHeadlines,
  findPage,
  findRelevant,
  hasAny,
  hasSearchableWords,
  hitEnd,
  hitStart,
} from './search.repository.js';

/** A stretch of text, and whether it is what was searched for. */
export interface HighlightPart {
  text: string;
  isHit: boolean;
}

export interface SearchEdge {
  tenderId: string;
  cursor: string;
}

/** Why a search found nothing. */
export type EmptyReason =
  /** There are no tenders at all yet. */
  | { kind: 'NO_TENDERS' }
  /** The text holds only words too common to search for. */
  | { kind: 'ONLY_COMMON_WORDS' }
  /** Nothing matches, and no single filter is to blame. */
  | { kind: 'NO_MATCH' }
  /** Without any one of these filters there would be results. */
  | { kind: 'FILTERED_OUT'; filters: string[] };

export interface SearchPage {
  edges: SearchEdge[];
  hasNextPage: boolean;
}

/** The scope in which a search runs. */
export interface SearchScope {
  database: TeamDatabase;
  /** The moment at which "open" is decided. */
  now: Date;
}

/** A search that has been checked. Its parts are fetched one by one, as a client asks for them. */
export interface TenderSearch {
  request: SearchRequest;
  page(): Promise<SearchPage>;
  /** Exact number of tenders found. */
  totalCount(): Promise<number>;
  /** Tenders by province, as if no province had been asked for; the province null is "not stated". */
  provinces(): Promise<{ province: string | null; count: number }[]>;
  /** Why nothing was found; null when something was. */
  emptyReason(): Promise<EmptyReason | null>;
  /** Where the text occurs in these tenders; nothing without a text. */
  highlights(tenderIds: readonly string[]): Promise<Map<string, HighlightPart[]>>;
}

/**
 * Starts a search over public tenders.
 *
 * @param input - what a caller asks for, checked here; null is accepted wherever a field may be left out.
 * @throws HubError `BAD_USER_INPUT` naming every field that is wrong.
 */
export function searchTenders(input: unknown, { database, now }: SearchScope): TenderSearch {
  const request = parseSearch(input);
  const after = request.after === undefined ? null : decodeCursor(request.after, request);
  const conditions = conditionsOf(request, now);
  const provinces = once(() => database.readPublic((db) => countByProvince(db, without(conditions, 'provinces'))));
  const totalCount = async (): Promise<number> => {
    const asked = request.filter.provinces;
    const counted = (await provinces()).filter(
      ({ province }) => asked === undefined || province === 'NATIONAL' || asked.some((name) => name === province),
    );
    return counted.reduce((sum, { count }) => sum + count, 0);
  };
  return {
    request,
    page: once(() => fetchPage({ database, request, conditions, after })),
    totalCount,
    provinces,
    emptyReason: once(async () =>
      (await totalCount()) > 0 ? null : await whyEmpty({ database, request, conditions }),
    ),
    highlights: (tenderIds) => fetchHighlights({ database, request, tenderIds }),
  };
}

function without(conditions: Conditions, name: string): Conditions {
  return new Map([...conditions].filter(([key]) => key !== name));
}

interface Search {
  database: TeamDatabase;
  request: SearchRequest;
  conditions: Conditions;
}

async function fetchPage({
  database,
  request,
  conditions,
  after,
}: Search & { after: SearchPosition | null }): Promise<SearchPage> {
  const { orderBy, search, first } = request;
  const limit = first + 1;
  const rows = await database.readPublic((db) =>
    orderBy === 'RELEVANCE'
      ? findRelevant(db, { conditions, search: search ?? '', after, limit })
      : findPage(db, { conditions, orderBy, after, limit }),
  );
  const edges = rows.slice(0, first).map((row) => ({ tenderId: row.tenderId, cursor: encodeCursor(row, request) }));
  return { edges, hasNextPage: rows.length > first };
}

async function whyEmpty({ database, request, conditions }: Search): Promise<EmptyReason> {
  return database.readPublic(async (db) => {
    if (!(await hasAny(db, []))) return { kind: 'NO_TENDERS' };
    const { search } = request;
    if (search !== undefined && !(await hasSearchableWords(db, search))) return { kind: 'ONLY_COMMON_WORDS' };
    const filters: string[] = [];
    for (const name of conditions.keys()) {
      if (name !== 'search' && (await hasAny(db, without(conditions, name).values()))) filters.push(name);
    }
    return filters.length === 0 ? { kind: 'NO_MATCH' } : { kind: 'FILTERED_OUT', filters };
  });
}

async function fetchHighlights({
  database,
  request,
  tenderIds,
}: {
  database: TeamDatabase;
  request: SearchRequest;
  tenderIds: readonly string[];
}): Promise<Map<string, HighlightPart[]>> {
  const { search } = request;
  if (search === undefined || tenderIds.length === 0) return new Map();
  const headlines = await database.readPublic((db) => findHeadlines(db, { tenderIds, search }));
  return new Map([...headlines].map(([id, text]) => [id, partsOf(text)]));
}

/** Cuts marked text into parts. Clients get text and never markup, so nothing in a notice can inject any. */
export function partsOf(marked: string): HighlightPart[] {
  const parts: HighlightPart[] = [];
  let isHit = false;
  for (const piece of marked.split(new RegExp(`([${hitStart}${hitEnd}])`, 'u'))) {
    if (piece === hitStart || piece === hitEnd) isHit = piece === hitStart;
    else if (piece !== '') parts.push({ text: piece, isHit });
  }
  return parts;
}
