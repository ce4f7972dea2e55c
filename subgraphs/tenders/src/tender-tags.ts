import { cacheTag, type CacheKey } from '@hub/runtime/cache';

/** Name of the tag of whatever is cached about one tender, in any subgraph. */
export const tenderTagName = (id: string): string => `tender:${id}`;

/** Name of the tag of what is made of any number of tenders, such as the result of a search. */
export const allTendersTagName = 'tenders';

/** Name of the tag of the list of sources and how they fare. */
export const sourcesTagName = 'sources';

/** The tag of one tender. */
export function tenderTag(id: string): CacheKey {
  return cacheTag({ team: 'public', name: tenderTagName(id) });
}

/** What a change of these tenders makes old. New ones belong to results only: that there is none is never cached. */
export function tagsOfChange(ids: readonly string[]): CacheKey[] {
  return [cacheTag({ team: 'public', name: allTendersTagName }), ...ids.map(tenderTag)];
}

/** What a change of how a source fares makes old. */
export function tagsOfSources(): CacheKey[] {
  return [cacheTag({ team: 'public', name: sourcesTagName })];
}
