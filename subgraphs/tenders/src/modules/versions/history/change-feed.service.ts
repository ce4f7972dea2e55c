import type { TeamDatabase } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import { pageSizeOf } from '@hub/runtime/graphql';
import type { Impact } from '../../../ocds/index.js';
import { findSlice } from './change-feed.repository.js';
import { feedCursor, positionOf, startOf } from './feed-cursor.js';
import { impactsFrom } from './impact.js';
import type { VersionRow } from './version.repository.js';

/** Changes since a cursor. */
export interface ChangeFeed {
  readonly changes: VersionRow[];
  readonly nextCursor: string;
  readonly isCaughtUp: boolean;
}

// With a filter that hardly anything passes, an answer ends here and the client asks on from there.
const scanMax = 5_000;

/** Reads the feed on. @throws HubError `BAD_USER_INPUT` for a malformed cursor, and for `first` unless it is 1 to 100. */
export async function readChanges(
  database: TeamDatabase,
  query: { since: string | null; first: number | null; impact: Impact | null },
): Promise<ChangeFeed> {
  const size = pageSizeOf({ first: query.first });
  if (size === 0) throw new HubError('BAD_USER_INPUT', 'first must be at least 1.', { details: { argument: 'first' } });
  const since = query.since === null ? null : positionOf(query.since);
  const impacts = impactsFrom(query.impact ?? 'NONE');
  const { rows, end, scanned, nextPlace } = await database.readPublic((db) =>
    findSlice(db, { since, impacts, take: size + 1, scanMax }),
  );
  const changes = rows.slice(0, size);
  const last = changes.at(-1);
  if (rows.length > size && last) return { changes, nextCursor: feedCursor(last), isCaughtUp: false };
  if (scanned >= scanMax && end) return { changes, nextCursor: feedCursor(end), isCaughtUp: false };
  // Whatever is to come gets the next place or a later one. A cursor never goes back.
  const isAhead = since !== null && BigInt(since.place) >= BigInt(nextPlace);
  return { changes, nextCursor: feedCursor(isAhead ? since : startOf(nextPlace)), isCaughtUp: true };
}
