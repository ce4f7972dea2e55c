import type { Prisma } from '@hub/prisma/client';
import { badInput, isHubError, placed } from '@hub/runtime/errors';
import { z } from 'zod';
import { parseSearch, searchInputOf, type SearchRequest } from '../search/request/search-request.js';

/** What is searched for, as it is stored: the arguments of `tenders` as they were given. */
export interface StoredSearch {
  readonly search: string | null;
  readonly filter: unknown;
  readonly orderBy: string | null;
}

interface SearchPage {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** A filter as JSON, instants as text. */
export function storableFilter(filter: unknown): Prisma.InputJsonObject {
  return jsonObject.parse(JSON.parse(JSON.stringify(filter ?? {})));
}

const jsonObject = z.custom<Prisma.InputJsonObject>((value) => typeof value === 'object' && value !== null);

/**
 * What `searchTenders` takes. The filter may have been stored by an older version of the product, so nothing of it is
 * taken for granted: it goes through the same checks as one that a client sends.
 * @throws HubError `BAD_USER_INPUT` for a filter that is none.
 */
export function inputOf({ search, filter, orderBy }: StoredSearch, page: SearchPage = {}): object {
  const read = storedFilter.safeParse(filter);
  if (!read.success) throw badInput(['filter'], 'The filter of the saved search is none any more.');
  const input = { ...page, search, orderBy, filter: read.data };
  return searchInputOf(input);
}

/** A checked search, or in a sentence why it is none, and where. */
export type CheckedSearch = { readonly request: SearchRequest } | { readonly problem: string; readonly field: string };

/** The search, checked as `tenders` does; or why it is none. */
export function requestOf(stored: StoredSearch): CheckedSearch {
  try {
    return { request: parseSearch(inputOf(stored)) };
  } catch (thrown) {
    const error = placed(thrown, { filter: stored.filter });
    if (!isHubError(error, 'BAD_USER_INPUT')) throw error;
    const named = details.safeParse(error.details);
    return { problem: error.message, field: named.data?.problems[0].path.join('.') ?? 'filter' };
  }
}

// What is said beside the sentence.
const details = z.object({ problems: z.tuple([z.object({ path: z.array(z.string()) })], z.unknown()) });

const windowEnd = z.union([z.iso.datetime().transform((text) => new Date(text)), z.unknown()]);
const anyWindow = z.looseObject({ from: windowEnd.optional(), before: windowEnd.optional() });

// Ends of windows are the only instants of a filter; all else is JSON, and for parseSearch to judge.
const storedFilter = z.looseObject({
  ids: z.array(z.string()).nullish(),
  buyerIds: z.array(z.string()).nullish(),
  closing: anyWindow.nullish(),
  published: anyWindow.nullish(),
});
