import { createHash } from 'node:crypto';
import { cacheKey, cacheTag, lookUp, type Cache, type Found } from '@hub/runtime/cache';
import type { TeamDatabase } from '@hub/runtime/database';
import { z } from 'zod';
import { facetNames } from '../../../search-index/index.js';
import { allTendersTagName } from '../../../tender-tags.js';
import type { FacetRequest, RowCounts } from '../facets/facet-rows.repository.js';
import type { Page } from '../find/row-page.repository.js';
import type { SearchPosition } from '../request/search-cursor.js';
import type { SearchQuery } from '../request/search-request.js';
import { findNextStatusChange } from './status-change.repository.js';

/**
 * The public halves of search results, which are the same for all teams: kept in Redis for an hour, until the next
 * import, or until a tender opens or closes where the half depends on that. Nothing of a team is in them, and keys are
 * hashes: nobody reads there what others search for.
 */
export interface SharedResults {
  /** The half that is kept, or the one that is worked out now and kept. */
  page(query: SearchQuery, page: Page, find: () => Promise<SearchPosition[]>): Promise<SearchPosition[]>;
  counts(query: SearchQuery, request: FacetRequest, count: () => Promise<RowCounts>): Promise<RowCounts>;
  /** True when that half is kept: this search then uses it as it is, whatever happens meanwhile. */
  hasPage(query: SearchQuery, page: Page): Promise<boolean>;
  hasCounts(query: SearchQuery, request: FacetRequest): Promise<boolean>;
}

const hourSeconds = 3_600;

const positions = z.array(z.object({ tenderId: z.string(), value: z.string().nullable() }));
const counts = z.object({
  total: z.number(),
  tallies: z.array(z.tuple([z.enum(facetNames), z.array(z.tuple([z.string().nullable(), z.number()]))])),
});

/** A half of one search on its way. */
interface Look<Half> {
  readonly id: string;
  /** True for a half in which tenders come and go as they open and close. */
  readonly isOfMoment: boolean;
  readonly isEmpty: (half: Half) => boolean;
}

interface SharedResultsOptions {
  readonly cache: Cache | undefined;
  readonly database: TeamDatabase;
  readonly now: Date;
}

/** Halves of the searches of one request; without a cache each is worked out. */
export function createSharedResults(options: SharedResultsOptions): SharedResults {
  const pages = halvesOf(options, positions);
  const rowCounts = halvesOf(options, counts);
  return {
    page: (query, page, find) => pages.readOr(pageLook(query, page), find),
    counts: async (query, request, count) =>
      rowCountsOf(await rowCounts.readOr(countsLook(query, request), async () => countsOf(await count()))),
    hasPage: (query, page) => pages.has(pageLook(query, page)),
    hasCounts: (query, request) => rowCounts.has(countsLook(query, request)),
  };
}

/** Halves of one kind: each is looked for once, and read once. */
function halvesOf<Half>({ cache, database, now }: SharedResultsOptions, schema: z.ZodType<Half>) {
  /** What is kept: until when it may be used, and a half. */
  const kept = z.object({ untilMs: z.number().nullable(), half: schema });
  const looks = new Map<string, Promise<Found<Half> | null>>();
  const readKept = (text: string): Half | null => {
    const { untilMs, half } = kept.parse(JSON.parse(text));
    return untilMs === null || now.getTime() < untilMs ? half : null;
  };
  const look = (id: string): Promise<Found<Half> | null> => {
    if (cache?.state !== 'closed') return Promise.resolve(null);
    const known = looks.get(id);
    if (known !== undefined) return known;
    const key = cacheKey({ team: 'public', type: 'search', id });
    const tags = [cacheTag({ team: 'public', name: allTendersTagName })];
    const looking = lookUp(cache, { owner: 'public', key, tags }, readKept);
    looks.set(id, looking);
    return looking;
  };
  const readOr = async (what: Look<Half>, work: () => Promise<Half>): Promise<Half> => {
    const place = await look(what.id);
    if (place === null) return work();
    if (place.value !== null) return place.value;
    const nextChange = (): Promise<Date | null> => database.readPublic((db) => findNextStatusChange(db, now));
    const [half, until] = await Promise.all([work(), what.isOfMoment ? nextChange() : null]);
    // What finds nothing is looked for again: it is cheap, and the first tender of its kind is news.
    if (!what.isEmpty(half)) place.keep(JSON.stringify({ untilMs: until?.getTime() ?? null, half }), hourSeconds);
    return half;
  };
  const has = async ({ id }: Look<Half>): Promise<boolean> => ((await look(id))?.value ?? null) !== null;
  return { readOr, has };
}

function pageLook(query: SearchQuery, { after, limit }: Page): Look<z.output<typeof positions>> {
  return {
    id: idOf('page', query, [query.orderBy, after, limit]),
    isOfMoment: query.filter.statuses !== undefined || query.orderBy === 'STATUS_ASC',
    isEmpty: (half) => half.length === 0,
  };
}

function countsLook(query: SearchQuery, { facets, currency }: FacetRequest): Look<z.output<typeof counts>> {
  return {
    id: idOf('counts', query, [facets.toSorted(), currency]),
    isOfMoment: query.filter.statuses !== undefined || facets.includes('statuses'),
    isEmpty: ({ total }) => total === 0,
  };
}

/** The same for all who ask the same; whose own tenders are found beside makes no difference. */
function idOf(half: string, { search, filter: { origin: _origin, ...filter } }: SearchQuery, rest: unknown): string {
  const fields = Object.entries(filter).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([half, search ?? null, fields, rest]))
    .digest('base64url');
}

function countsOf({ total, tallies }: RowCounts): z.output<typeof counts> {
  return { total, tallies: [...tallies].map(([name, values]) => [name, [...values]]) };
}

function rowCountsOf({ total, tallies }: z.output<typeof counts>): RowCounts {
  return { total, tallies: new Map(tallies.map(([name, values]) => [name, new Map(values)])) };
}
