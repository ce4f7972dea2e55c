import { createHash } from 'node:crypto';
import { HubError } from '@hub/runtime/errors';
import { z } from 'zod';
import type { SearchOrder, SearchRequest } from './search-request.js';

/** Where a page ended: the sorted value of its last tender (null: not stated) and that tender. */
export interface SearchPosition {
  value: string | null;
  tenderId: string;
}

const contents = z.tuple([z.string(), z.string().max(60).nullable(), z.uuid()]);

const valueShapes: Record<SearchOrder, RegExp> = {
  RELEVANCE: /^\d+(?:\.\d+)?(?:e-?\d+)?$/u,
  CLOSING_ASC: /^-?\d+$/u,
  CLOSING_DESC: /^-?\d+$/u,
  PUBLISHED_ASC: /^-?\d+$/u,
  PUBLISHED_DESC: /^-?\d+$/u,
  VALUE_ASC: /^\d+(?:\.\d+)?$/u,
  VALUE_DESC: /^\d+(?:\.\d+)?$/u,
};

/** Text a client hands back to go on after this tender. It fits only the search it came from. */
export function encodeCursor({ value, tenderId }: SearchPosition, request: SearchRequest): string {
  return Buffer.from(JSON.stringify([fingerprint(request), value, tenderId])).toString('base64url');
}

/** @throws HubError `BAD_USER_INPUT` for anything that did not come from the same search. */
export function decodeCursor(cursor: string, request: SearchRequest): SearchPosition {
  const result = contents.safeParse(jsonOf(cursor));
  if (result.success) {
    const [print, value, tenderId] = result.data;
    const fits = value === null || valueShapes[request.orderBy].test(value);
    if (print === fingerprint(request) && fits) return { value, tenderId };
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
