import { createHash } from 'node:crypto';
import { HubError } from '@hub/runtime/errors';
import { z } from 'zod';
import { searchText, type SearchOrder, type SearchRequest } from './search-request.js';

/** Where a page ended: the sorted value of its last tender (null: not stated) and that tender. */
export interface SearchPosition {
  value: string | null;
  tenderId: string;
}

/** What a client hands back: a position, and which text was searched for instead of the one asked for. */
export interface SearchCursor extends SearchPosition {
  correctedSearch?: string | undefined;
}

const contents = z.tuple([z.string(), z.string().max(60).nullable(), z.uuid(), searchText.optional()]);

// Microseconds since 1970 of the first and the last instant that the database knows.
const instantMin = -210_866_803_200_000_000n;
const instantMax = 9_223_371_331_199_999_999n;
const isInstant = (value: string): boolean =>
  /^-?\d{1,19}$/u.test(value) && BigInt(value) >= instantMin && BigInt(value) <= instantMax;
const isAmount = (value: string): boolean => /^\d+(?:\.\d+)?$/u.test(value);
const isRank = (value: string): boolean => /^\d+(?:\.\d+)?(?:e-?\d{1,2})?$/u.test(value);

const isValueOf: Record<SearchOrder, (value: string) => boolean> = {
  RELEVANCE: isRank,
  CLOSING_ASC: isInstant,
  CLOSING_DESC: isInstant,
  PUBLISHED_ASC: isInstant,
  PUBLISHED_DESC: isInstant,
  VALUE_ASC: isAmount,
  VALUE_DESC: isAmount,
};

/** Text a client hands back to go on after this tender. It fits only the search it came from. */
export function encodeCursor({ value, tenderId, correctedSearch }: SearchCursor, request: SearchRequest): string {
  const parts = [fingerprint(request), value, tenderId, ...(correctedSearch === undefined ? [] : [correctedSearch])];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** @throws HubError `BAD_USER_INPUT` for anything that did not come from the same search. */
export function decodeCursor(cursor: string, request: SearchRequest): SearchCursor {
  const result = contents.safeParse(jsonOf(cursor));
  if (result.success) {
    const [print, value, tenderId, correctedSearch] = result.data;
    const fits = value === null ? request.orderBy !== 'RELEVANCE' : isValueOf[request.orderBy](value);
    const corrects = correctedSearch === undefined || request.search !== undefined;
    if (print === fingerprint(request) && fits && corrects) return { value, tenderId, correctedSearch };
  }
  throw new HubError('BAD_USER_INPUT', 'The cursor does not belong to this search.', {
    details: { problems: [{ field: 'after' }] },
  });
}

// A cursor of another search would silently skip or repeat tenders.
function fingerprint({ search, filter, orderBy }: SearchRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([search ?? null, filter, orderBy]))
    .digest('base64url')
    .slice(0, 12);
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
