import { createHmac, type KeyObject } from 'node:crypto';

/** A search as far as it decides whether it is the same as another: whatever its page, order and facets. */
export interface Searched {
  readonly search?: string | undefined;
  readonly filter: object;
}

const digestBytes = 16;

/**
 * What two searches of a team have in common when they are the same: text and filter, however they are written. It is
 * keyed, so that whoever reads the table cannot find out by guessing what a team looks for.
 */
export function searchDigest(key: KeyObject, { search, filter }: Searched, teamId: string | null): Buffer<ArrayBuffer> {
  const text = search === undefined ? null : search.normalize('NFKC').toLowerCase().split(/\s+/u).join(' ');
  const digest = createHmac('sha256', key)
    .update(JSON.stringify([teamId, text, inOneOrder(filter)]))
    .digest();
  return Buffer.from(digest.subarray(0, digestBytes));
}

/** The same for filters that find the same: their fields and lists have no order, and a value that is named twice is named once. */
function inOneOrder(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(inOneOrder(item))))].toSorted();
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]): [string, unknown] => [name, inOneOrder(field)])
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
}
