import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import { badInput } from '@hub/runtime/errors';
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

/** Makes and reads the cursors of one team; null stands for whoever has none. */
export interface SearchCursors {
  /** Text a client hands back to go on after this tender. It fits only the team and the search it came from. */
  encode(cursor: SearchCursor, request: SearchRequest): string;
  /**
   * What a cursor says.
   * @throws HubError `BAD_USER_INPUT`, always with the same text, for one that was changed, or was made for another
   * search, for another team, or with another key.
   */
  decode(cursor: string, request: SearchRequest): SearchCursor;
}

const signatureBytes = 16;

/**
 * Cursors signed with HMAC-SHA256 over what they say, the search and the team. Later pages cost no search: a cursor that
 * a client could make would give first pages away, and say that any text had been searched for.
 *
 * @param options.key - 32 bytes, the same in all processes that are to take each other's cursors.
 */
export function searchCursors({ key, teamId }: { key: KeyObject; teamId: string | null }): SearchCursors {
  const signatureOf = (contents: Buffer, { search, filter, orderBy }: SearchRequest): Buffer =>
    createHmac('sha256', key)
      // JSON holds no line break of its own, so where the search ends and the contents begin is beyond doubt.
      .update(`${JSON.stringify([teamId, search ?? null, filter, orderBy])}\n`)
      .update(contents)
      .digest()
      .subarray(0, signatureBytes);
  return {
    encode({ value, tenderId, correctedSearch }, request) {
      const parts = [value, tenderId, ...(correctedSearch === undefined ? [] : [correctedSearch])];
      const contents = Buffer.from(JSON.stringify(parts));
      return Buffer.concat([signatureOf(contents, request), contents]).toString('base64url');
    },
    decode(cursor, request) {
      const bytes = Buffer.from(cursor, 'base64url');
      const signature = bytes.subarray(0, signatureBytes);
      const contents = bytes.subarray(signatureBytes);
      const isWhole = signature.length === signatureBytes && bytes.toString('base64url') === cursor;
      // Compared in constant time: how long a refusal takes must not tell how much of a guess was right.
      const isOurs = isWhole && timingSafeEqual(signature, signatureOf(contents, request));
      const said = isOurs ? readContents(contents, request.orderBy) : null;
      if (said !== null) return said;
      throw badInput(['after'], 'The cursor does not belong to this search.');
    },
  };
}

const signedContents = z.tuple([z.string().nullable(), z.uuid(), searchText.optional()]);

// Microseconds since 1970 of the first and the last instant that the database knows.
const instantMin = -210_866_803_200_000_000n;
const instantMax = 9_223_371_331_199_999_999n;
const isInstant = (value: string): boolean =>
  /^-?\d{1,19}$/u.test(value) && BigInt(value) >= instantMin && BigInt(value) <= instantMax;
const isAmount = (value: string): boolean => /^\d+(?:\.\d+)?$/u.test(value);
const isRank = (value: string): boolean => /^\d+(?:\.\d+)?(?:e-?\d{1,2})?$/u.test(value);

const isPlaceInPart = (value: string): boolean =>
  /^[01]:/u.test(value) && (value.length === 2 || isInstant(value.slice(2)));

const isValueOf: Record<SearchOrder, (value: string) => boolean> = {
  STATUS_ASC: isPlaceInPart,
  RELEVANCE: isRank,
  CLOSING_AT_ASC: isInstant,
  CLOSING_AT_DESC: isInstant,
  PUBLISHED_AT_ASC: isInstant,
  PUBLISHED_AT_DESC: isInstant,
  VALUE_ASC: isAmount,
  VALUE_DESC: isAmount,
};

// Another version of the product may have signed it: the database is never handed a value that it cannot read.
function readContents(contents: Buffer, orderBy: SearchOrder): SearchCursor | null {
  const result = signedContents.safeParse(JSON.parse(contents.toString('utf8')));
  if (!result.success) return null;
  const [value, tenderId, correctedSearch] = result.data;
  const fits = value === null ? orderBy !== 'RELEVANCE' && orderBy !== 'STATUS_ASC' : isValueOf[orderBy](value);
  return fits ? { value, tenderId, correctedSearch } : null;
}
