import type { TeamDatabase } from '@hub/runtime/database';
import { createLookupLoader } from '@hub/runtime/loaders';
import { correctSearch } from './correct/correct-search.js';
import { whyEmpty, type EmptyReason } from './correct/empty-reason.js';
import type { FacetCounts } from './facets/facets.repository.js';
import { fetchHighlights, type HighlightPart } from './find/highlights.js';
import { once } from './request/once.js';
import { fetchCounts, fetchPage, type SearchAttempt, type SearchPage } from './find/search-attempt.js';
import { conditionsOf } from './find/search-conditions.repository.js';
import type { SearchCursors } from './request/search-cursor.js';
import { parseSearch, type SearchRequest } from './request/search-request.js';
import type { SearchTurns } from './request/search-limiter.js';
import type { FacetCount, FacetName } from '../../search-index/index.js';

/** The scope in which a search runs. */
export interface SearchScope {
  /** As the actor may use it: tenders of its team are found beside public ones. */
  database: TeamDatabase;
  /** The moment at which "open" is decided. */
  now: Date;
  /** Those of the actor's team. */
  cursors: SearchCursors;
  /** Those of the process. */
  turns: SearchTurns;
}

/** A search that has been checked. Its parts are fetched one by one, as a client asks for them. */
export interface TenderSearch {
  request: SearchRequest;
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
  highlights(tenderIds: readonly string[]): Promise<Map<string, HighlightPart[]>>;
}

/**
 * Starts a search over public tenders and those of the actor's team.
 *
 * @param input - what a caller asks for, checked here; null is accepted wherever a field may be left out.
 * @throws HubError `BAD_USER_INPUT` naming every field that is wrong.
 */
export function searchTenders(input: unknown, scope: SearchScope): TenderSearch {
  const request = parseSearch(input);
  const attempts = attemptsOf(request, scope);
  const currency = request.filter.value?.currency ?? 'ZAR';
  const page = once(() => scope.turns.take(() => attempts.first(fetchPage, ({ edges }) => edges.length > 0)));
  const counts = createLookupLoader<FacetName | 'total', FacetCounts, null>({
    nameOf: (name) => name,
    missing: () => null,
    async find(names) {
      const facets = names.filter((name) => name !== 'total');
      const counted = await scope.turns.take(() =>
        attempts.first(
          (attempt) => fetchCounts(attempt, { facets, currency }),
          ({ total }) => total > 0,
        ),
      );
      return new Map(names.map((name) => [name, counted]));
    },
  });
  const totalCount = async (): Promise<number> => (await counts.load('total'))?.total ?? 0;
  return {
    request,
    page,
    totalCount,
    currency,
    facet: async (name) => (await counts.load(name))?.facets.get(name) ?? [],
    emptyReason: once(async () => {
      const { edges, attempt } = await page();
      if (edges.length > 0) return null;
      return attempt.after !== null && (await totalCount()) > 0 ? { kind: 'END_OF_LIST' } : whyEmpty(attempt);
    }),
    correctedSearch: async () => (await page()).attempt.correctedSearch ?? null,
    async highlights(tenderIds) {
      const { edges, attempt } = await page();
      if (attempt.search === undefined || tenderIds.length === 0) return new Map();
      const hasOwn = edges.some(({ isOwn }) => isOwn);
      const which = { tenderIds, search: attempt.search, hasOwn };
      return scope.turns.take(() => fetchHighlights(scope.database, which), { isGoingOn: true });
    },
  };
}

interface Attempts {
  /** Does the work with the text as typed and, should that find nothing, with the text that was probably meant. */
  first<Found>(work: (attempt: SearchAttempt) => Promise<Found>, isFound: (found: Found) => boolean): Promise<Found>;
}

function attemptsOf(request: SearchRequest, scope: SearchScope): Attempts {
  const after = request.after === undefined ? null : scope.cursors.decode(request.after, request);
  const attemptWith = (correctedSearch: string | undefined): SearchAttempt => {
    const search = correctedSearch ?? request.search;
    const conditions = conditionsOf({ search, filter: request.filter }, scope.now);
    return { ...scope, request, search, correctedSearch, conditions, after };
  };
  // Later pages go on with the text of the first one, whatever has been imported in between.
  const typed = attemptWith(after?.correctedSearch);
  const meant = once(async () => {
    if (after !== null || request.search === undefined) return null;
    const corrected = await correctSearch(scope.database, request.search);
    return corrected === null ? null : attemptWith(corrected);
  });
  return {
    async first(work, isFound) {
      const found = await work(typed);
      if (isFound(found)) return found;
      const attempt = await meant();
      return attempt === null ? found : work(attempt);
    },
  };
}
