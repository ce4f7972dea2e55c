import type { TeamDatabase } from '@hub/runtime/database';
import { findSilentSources } from '../../sources/source-status.js';
import { hasAnyOwn, readOwn } from '../own-tenders.repository.js';
import type { SearchQuery } from '../request/search-request.js';
import { conditionsOf, hasAny, hasSearchableWords, type Conditions } from '../search-conditions.repository.js';

/** Why a page of a search is empty. */
export type EmptyReason =
  /** There are no tenders at all yet. */
  (
    | { kind: 'NO_TENDERS' }
    /** The text holds only words too common to search for. */
    | { kind: 'ONLY_COMMON_WORDS' }
    /** Nothing matches, and no single filter is to blame. */
    | { kind: 'NO_MATCH' }
    /** Without any one of these filters there would be results. */
    | { kind: 'FILTERED_OUT'; filters: string[] }
    /** Nothing matches, but then nothing has come from a source for too long. */
    | { kind: 'STALE_SOURCE' }
    /** There are tenders, but all before the cursor. */
    | { kind: 'END_OF_LIST' }
  ) & {
    /** Titles of public sources that are silent; absent when there are none. */
    staleSources?: string[];
  };

/** Finds out why a search has no tender at all. */
export async function whyEmpty(database: TeamDatabase, query: SearchQuery): Promise<EmptyReason> {
  const [reason, staleSources] = await Promise.all([
    reasonOf(database, query),
    database.readPublic((db) => findSilentSources(db, query.now)),
  ]);
  if (staleSources.length === 0) return reason;
  return reason.kind === 'NO_MATCH' ? { kind: 'STALE_SOURCE', staleSources } : { ...reason, staleSources };
}

async function reasonOf(database: TeamDatabase, query: SearchQuery): Promise<EmptyReason> {
  if (!(await hasAnywhere(database, new Map()))) return { kind: 'NO_TENDERS' };
  const { search, filter } = query;
  if (search !== undefined && !(await database.readPublic((db) => hasSearchableWords(db, search)))) {
    return { kind: 'ONLY_COMMON_WORDS' };
  }
  const conditions = conditionsOf(query);
  const filters: string[] = [];
  for (const name of conditions.keys()) {
    if (name === 'search') continue;
    const others = new Map([...conditions].filter(([key]) => key !== name));
    if (await hasAnywhere(database, others, filter.origin)) filters.push(name);
  }
  if (filter.origin !== 'ALL' && (await hasAnywhere(database, conditions))) filters.push('origin');
  return filters.length === 0 ? { kind: 'NO_MATCH' } : { kind: 'FILTERED_OUT', filters };
}

/** True when a tender meets the conditions, public or the team's own. */
export async function hasAnywhere(
  database: TeamDatabase,
  conditions: Conditions,
  origin: SearchQuery['filter']['origin'] = 'ALL',
): Promise<boolean> {
  const all = [...conditions.values()];
  if (origin !== 'OWN' && (await database.readPublic((db) => hasAny(db, all)))) return true;
  return origin !== 'PUBLIC' && readOwn(database, { query: (db) => hasAnyOwn(db, all), otherwise: false });
}
