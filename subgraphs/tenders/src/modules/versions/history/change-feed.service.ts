import type { TeamDatabase } from '@hub/runtime/database';
import { pageSizeOf, type PageArguments } from '@hub/runtime/graphql';
import { findSlice } from './change-feed.repository.js';
import { feedCursor, positionOf, startOf } from './feed-cursor.js';
import type { ChangeConditions, VersionRow } from './version.repository.js';

/** Changes since a cursor. */
export interface ChangeFeed {
  readonly changes: VersionRow[];
  readonly endCursor: string;
  readonly isCaughtUp: boolean;
}

// With a filter that hardly anything passes, an answer ends here and the client asks on from there.
const scanMax = 5_000;

/** Reads the feed on. @throws HubError `BAD_USER_INPUT` for a malformed cursor or page size. */
export async function readChanges(
  database: TeamDatabase,
  { page, conditions }: { conditions: ChangeConditions; page: PageArguments },
): Promise<ChangeFeed> {
  const size = pageSizeOf(page);
  const since = page.after === null || page.after === undefined ? null : positionOf(page.after);
  if (size === 0) return { changes: [], endCursor: feedCursor(since ?? startOf('0')), isCaughtUp: false };
  const { rows, end, scanned, nextPlace } = await database.readPublic((db) =>
    findSlice(db, { since, conditions, take: size + 1, scanMax }),
  );
  const changes = rows.slice(0, size);
  const last = changes.at(-1);
  if (rows.length > size && last) return { changes, endCursor: feedCursor(last), isCaughtUp: false };
  if (scanned >= scanMax && end) return { changes, endCursor: feedCursor(end), isCaughtUp: false };
  // Whatever is to come gets the next place or a later one. A cursor never goes back.
  const isAhead = since !== null && BigInt(since.place) >= BigInt(nextPlace);
  return { changes, endCursor: feedCursor(isAhead ? since : startOf(nextPlace)), isCaughtUp: true };
}
