import type { SearchFilter } from '../search-filter.js';
import { provincesIn } from './spell-query.js';

/**
 * What a search filters by: also by provinces that its text names, unless it names provinces in its filter. Whoever types
 * "cleaning KZN" is not helped by what is cleaned in Gauteng for an office of that name.
 */
export function filterOf<Filter extends SearchFilter>({
  search,
  filter,
}: {
  readonly search?: string | undefined;
  readonly filter: Filter;
}): Filter & Pick<SearchFilter, 'namedProvinces'> {
  if (search === undefined || filter.provinces !== undefined) return filter;
  const named = provincesIn(search);
  return named.length === 0 ? filter : { ...filter, namedProvinces: named };
}
