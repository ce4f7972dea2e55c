import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import type { Impact } from '../../../ocds/index.js';
import { versionColumns, type VersionRow } from './version.repository.js';

/** A place in the feed: a transaction, and within it a tender and its version. */
export interface FeedPosition {
  /** Number of the transaction; text, because it is wider than a JSON number. */
  readonly changedIn: string;
  readonly tenderId: string;
  readonly version: number;
}

/** A slice of the feed, as one statement saw it. */
export interface FeedSlice {
  readonly rows: readonly (VersionRow & FeedPosition)[];
  /** The last row looked at, whether it was wanted or not; null when there was none. */
  readonly end: FeedPosition | null;
  /** Rows looked at. */
  readonly scanned: number;
  /** The oldest transaction that may still write: all below it is there to be seen. */
  readonly horizon: string;
}

/**
 * Reads on behind a position. Only transactions below the oldest open one are looked at: what is committed above it
 * would move the cursor past rows that the open one has still to commit.
 */
export async function findSlice(
  db: ReadClient,
  wanted: { since: FeedPosition | null; impacts: readonly Impact[]; take: number; scanMax: number },
): Promise<FeedSlice> {
  const { since, impacts, take, scanMax } = wanted;
  const behind =
    since === null
      ? Prisma.sql`true`
      : Prisma.sql`(v.changed_in, v.tender_id, v.version) > (${since.changedIn}::xid8, ${since.tenderId}::uuid, ${since.version}::integer)`;
  // One statement, so that rows and horizon are of one snapshot.
  const [answer] = await db.$queryRaw<
    { horizon: string; scanned: number; end: FeedPosition | null; rows: FeedJson[] }[]
  >`
    with scanned as materialized (
      select v.changed_in, v.tender_id, v.version, v.impact from tenders.tender_version v
      where ${behind} and v.changed_in < pg_snapshot_xmin(pg_current_snapshot())
      order by v.changed_in, v.tender_id, v.version limit ${scanMax}
    ), matching as materialized (
      select * from scanned where impact = any (${impacts}) order by changed_in, tender_id, version limit ${take}
    )
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
      (select count(*)::integer from scanned) as scanned,
      (select json_build_object('changedIn', changed_in::text, 'tenderId', tender_id, 'version', version) from scanned
       order by changed_in desc, tender_id desc, version desc limit 1) as end,
      coalesce((select json_agg(to_json(f) order by f.place) from (
        select ${versionColumns}, v.changed_in::text as "changedIn",
          row_number() over (order by m.changed_in, m.tender_id, m.version) as place
        from matching m
        join tenders.tender_version v on v.tender_id = m.tender_id and v.version = m.version
        join tenders.release r on r.id = v.release_id
      ) f), '[]') as rows`;
  if (answer === undefined) throw new Error('A statement without a condition answered no row.');
  const rows = answer.rows.map((row) => ({ ...row, effectiveAt: new Date(row.effectiveAt) }));
  return { ...answer, rows };
}

type FeedJson = Omit<VersionRow, 'effectiveAt'> & FeedPosition & { readonly effectiveAt: string };
