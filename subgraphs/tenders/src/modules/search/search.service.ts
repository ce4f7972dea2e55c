import { teamOf } from '@hub/runtime/auth';
import type { Cache } from '@hub/runtime/cache';
import type { TeamDatabase } from '@hub/runtime/database';
import type { RequestScope } from '@hub/runtime/service';
import type { FacetCount, FacetName } from '../../search-index/index.js';
import { correctSearch } from './correct/correct-search.js';
import { whyEmpty, type EmptyReason } from './correct/empty-reason.js';
import { countFacets } from './facets/count-facets.js';
import { createFacetLoader } from './facets/facet.loader.js';
import { findPage, type FoundTender } from './find/find-page.js';
import { fetchHighlights, type Highlight } from './find/highlights.js';
import { searchCursors, type SearchCursors } from './request/search-cursor.js';
import type { SearchEnvironment } from './request/search-environment.js';
import type { SearchLimiter } from './request/search-limiter.js';
import { currencyOf, parseSearch, type SearchQuery, type SearchRequest } from './request/search-request.js';
import { createSharedResults } from './shared/shared-results.js';

/** The scope in which a search runs. */
export interface SearchScope {
  /** Where public halves of results are shared; absent where none are. */
  cache?: Cache | undefined;
  /** As the actor may use it: tenders of its team are found beside public ones. */
  database: TeamDatabase;
  /** The moment at which "open" is decided. */
  now: Date;
  /** Those of the actor's team. */
  cursors: SearchCursors;
  /** That of the process. */
  limiter: SearchLimiter;
}

/** The scope in which a request searches. */
export function searchScopeOf(
  scope: Pick<RequestScope, 'actor' | 'database' | 'now'> & {
    readonly cache?: Cache;
    readonly searching: SearchEnvironment;
  },
): SearchScope {
  const { cursorKey, limiter } = scope.searching;
  const cursors = searchCursors({ key: cursorKey, teamId: teamOf(scope.actor) });
  return { cache: scope.cache, database: scope.database, now: scope.now(), cursors, limiter };
}

export interface SearchEdge {
  tenderId: string;
  cursor: string;
  /** True for one of the team's own. */
  isOwn: boolean;
}

export interface SearchPage {
  edges: SearchEdge[];
  hasNextPage: boolean;
  /** What the page was found by: with the text as typed, or with the one that was probably meant. */
  query: SearchQuery;
}

/** What is asked for beside the page. */
export interface RequestedParts {
  readonly facets: readonly FacetName[];
  /** True when the total is asked for, or any facet. */
  readonly hasCounts: boolean;
}

/** A search that has been checked. Its parts are fetched one by one, as a client asks for them. */
export interface TenderSearch {
  request: SearchRequest;
  /** True for a first page whose whole public half, with these parts, was worked out for somebody before and is kept. */
  isShared(parts: RequestedParts): Promise<boolean>;
  page(): Promise<SearchPage>;
  /** Exact number of tenders found. */
  totalCount(): Promise<number>;
  /**
   * How the result spreads over one field, as if that field had not been filtered by. What is asked for in one tick is
   * counted together.
   */
  facet(name: FacetName): Promise<readonly FacetCount[]>;
  /** Currency of the ranges of values. */
  currency: string;
  /** Why the page is empty; null when it is not. */
  emptyReason(): Promise<EmptyReason | null>;
  /** The text searched for instead of the one asked for; null when it was searched for as typed. */
  correctedSearch(): Promise<string | null>;
  /** Where the text occurs in these tenders; nothing without a text. */
  highlights(tenderIds: readonly string[]): Promise<Map<string, Highlight[]>>;
}

/**
 * Starts a search over public tenders and those of the actor's team.
 *
 * @param input - what a caller asks for, checked here; null is accepted wherever a field may be left out.
 * @throws HubError `BAD_USER_INPUT` naming every field that is wrong.
 */
export function searchTenders(input: unknown, { cache, database, now, cursors, limiter }: SearchScope): TenderSearch {
  const request = parseSearch(input);
  const { search, filter, orderBy, first } = request;
  const places = { database, shared: createSharedResults({ cache, database, now }) };
  const after = request.after === undefined ? null : cursors.decode(request.after, request);
  // Later pages go on with the text of the first one, whatever has been imported in between.
  const typed: SearchQuery = { search: after?.correctedSearch ?? search, filter, orderBy, now };
  const meant = once(async (): Promise<SearchQuery | null> => {
    if (after !== null || search === undefined) return null;
    const corrected = await correctSearch(database, search);
    return corrected === null ? null : { ...typed, search: corrected };
  });
  /** Does the work with the text as typed and, should that find nothing, with the text that was probably meant. */
  const attempt = async <Found>(
    work: (query: SearchQuery) => Promise<Found>,
    isFound: (found: Found) => boolean,
  ): Promise<Found> => {
    const found = await work(typed);
    const query = isFound(found) ? null : await meant();
    return query === null ? found : work(query);
  };
  const correctionOf = (query: SearchQuery) => (query.search === search ? undefined : query.search);
  const edgeOf = ({ tenderId, value, isOwn }: FoundTender, query: SearchQuery): SearchEdge => ({
    tenderId,
    isOwn,
    cursor: cursors.encode({ value, tenderId, correctedSearch: correctionOf(query) }, request),
  });
  const fetchPage = async (query: SearchQuery): Promise<SearchPage> => {
    const found = await findPage(places, query, { after, limit: first + 1 });
    const edges = found.slice(0, first).map((tender) => edgeOf(tender, query));
    return { edges, hasNextPage: found.length > first, query };
  };
  const page = once(() => limiter.run(() => attempt(fetchPage, hasAny)));
  const currency = currencyOf(filter);
  const counts = createFacetLoader((facets) =>
    limiter.run(() =>
      attempt(
        (query) => countFacets(places, query, { facets, currency }),
        ({ total }) => total > 0,
      ),
    ),
  );
  const totalCount = async (): Promise<number> => (await counts.load('total'))?.total ?? 0;
  return {
    request,
    async isShared({ facets, hasCounts }) {
      if (after !== null || filter.origin === 'OWN') return false;
      const halves = [places.shared.hasPage(typed, { after, limit: first + 1 })];
      if (hasCounts) halves.push(places.shared.hasCounts(typed, { facets, currency }));
      return (await Promise.all(halves)).every(Boolean);
    },
    page,
    totalCount,
    currency,
    facet: async (name) => (await counts.load(name))?.facets.get(name) ?? [],
    emptyReason: once(async () => {
      const found = await page();
      const { query } = found;
      if (hasAny(found)) return null;
      return after !== null && (await totalCount()) > 0 ? { kind: 'END_OF_LIST' } : whyEmpty(database, query);
    }),
    correctedSearch: async () => correctionOf((await page()).query) ?? null,
    async highlights(tenderIds) {
      const { edges, query } = await page();
      if (query.search === undefined || tenderIds.length === 0) return new Map();
      const which = { tenderIds, search: query.search, hasOwn: edges.some(({ isOwn }) => isOwn) };
      return limiter.run(() => fetchHighlights(database, which), { isContinuation: true });
    },
  };
}

// A page of no rows has found something when there is a next one.
const hasAny = ({ edges, hasNextPage }: SearchPage): boolean => edges.length > 0 || hasNextPage;

/** Runs the work when it is first asked for, and answers the same to all who ask. */
export function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let answer: Promise<Value> | null = null;
  return () => (answer ??= work());
}
