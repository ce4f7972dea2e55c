import type { TeamDatabase } from '@hub/runtime/database';
import { countFacets, type FacetCounts } from '../facets/facets.repository.js';
import { countOwn, findOwnPage, findOwnRelevant } from './own-tenders.repository.js';
import { readOwn } from './read-own.js';
import { mergeCounts, mergePositions } from './result-order.js';
import type { Conditions } from './search-conditions.repository.js';
import type { SearchCursors, SearchPosition } from '../request/search-cursor.js';
import type { SearchRequest } from '../request/search-request.js';
import { findPublicPage, findPublicRelevant } from './public-tenders.repository.js';
import type { FacetName } from '../../../search-index/index.js';

/** A search as it is carried out: with the text asked for, or with the one that was probably meant. */
export interface SearchAttempt {
  readonly database: TeamDatabase;
  readonly now: Date;
  readonly cursors: SearchCursors;
  readonly request: SearchRequest;
  readonly search: string | undefined;
  readonly correctedSearch: string | undefined;
  readonly conditions: Conditions;
  readonly after: SearchPosition | null;
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
  /** What the page was fetched by. */
  attempt: SearchAttempt;
}

/** A page of public tenders and of the team's own, in one order. */
export async function fetchPage(attempt: SearchAttempt): Promise<SearchPage> {
  const { database, cursors, request, conditions, after, search = '', correctedSearch } = attempt;
  const { orderBy, first } = request;
  const { origin } = request.filter;
  const limit = first + 1;
  const asked = { search: attempt.search, filter: request.filter, now: attempt.now };
  const closesAfter = request.filter.statuses?.every((status) => status === 'OPEN') === true ? attempt.now : null;
  const [publicRows, ownRows] = await Promise.all([
    origin === 'OWN'
      ? []
      : database.readPublic((db) =>
          orderBy === 'RELEVANCE'
            ? findPublicRelevant(db, { conditions, search, after, limit, asked })
            : findPublicPage(db, { conditions, orderBy, after, limit, closesAfter, asked }),
        ),
    origin === 'PUBLIC'
      ? []
      : readOwn(database, {
          query: (db) =>
            orderBy === 'RELEVANCE'
              ? findOwnRelevant(db, { conditions, search, after, limit })
              : findOwnPage(db, { conditions, orderBy, after, limit }),
          otherwise: [],
        }),
  ]);
  const rows = mergePositions(
    [publicRows.map((row) => ({ ...row, isOwn: false })), ownRows.map((row) => ({ ...row, isOwn: true }))],
    orderBy,
  );
  const edges = rows.slice(0, first).map(({ tenderId, value, isOwn }) => ({
    tenderId,
    isOwn,
    cursor: cursors.encode({ value, tenderId, correctedSearch }, request),
  }));
  return { edges, hasNextPage: rows.length > first, attempt };
}

const countsMax = 50;
const nothing: FacetCounts = { total: 0, facets: new Map() };

/** The exact total and the counts asked for, over public tenders and the team's own. */
export async function fetchCounts(
  { database, request, search, conditions, now }: SearchAttempt,
  { facets, currency }: { facets: readonly FacetName[]; currency: string },
): Promise<FacetCounts> {
  const { filter } = request;
  const { origin } = filter;
  // Cut only when both are added: what is rare in public may be common among the team's own.
  const valuesMax = Number.POSITIVE_INFINITY;
  const query = { conditions, now, facets, currency, asked: { search, filter }, valuesMax };
  const [everybodys, own] = await Promise.all([
    origin === 'OWN' ? nothing : database.readPublic((db) => countFacets(db, query)),
    origin === 'PUBLIC' ? nothing : readOwn(database, { query: (db) => countOwn(db, query), otherwise: nothing }),
  ]);
  return {
    total: everybodys.total + own.total,
    facets: new Map(
      facets.map((name) => [
        name,
        mergeCounts([everybodys.facets.get(name) ?? [], own.facets.get(name) ?? []], countsMax),
      ]),
    ),
  };
}
