import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { meets, versionColumns, type ChangeConditions, type VersionRow } from './version.repository.js';

/** A position in the feed: the place of a change, and within it a tender and its version. */
export interface FeedPosition {
  /** Text, because it may be wider than a JSON number. */
  readonly place: string;
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
  /** The place that the next change will get, or one before it: all below is there to be seen. */
  readonly nextPlace: string;
}

/**
 * Reads on behind a position. Places are given one after the other to changes that are committed: a change that is still
 * open gets a later one, so no cursor moves past it and nobody waits for it.
 */
export async function findSlice(
  db: ReadClient,
  query: { since: FeedPosition | null; conditions: ChangeConditions; take: number; scanMax: number },
): Promise<FeedSlice> {
  const { since, conditions, take, scanMax } = query;
  const from = since?.place ?? '0';
  const behind =
    since === null
      ? Prisma.sql`true`
      : Prisma.sql`(c.place > ${from}::bigint or (v.tender_id, v.version) > (${since.tenderId}::uuid, ${since.version}::integer))`;
  // One statement, so that rows and the next place are of one snapshot.
  const [answer] = await db.$queryRaw<
    { nextPlace: string; scanned: number; end: FeedPosition | null; rows: FeedJson[] }[]
  >`
    with scanned as materialized (
      select c.place, v.tender_id, v.version, v.impact from tenders.change c
      cross join lateral (
        select v.tender_id, v.version, v.impact from tenders.tender_version v
        where v.tender_id = any (c.tender_ids) and v.changed_in = c.number and ${behind} order by v.tender_id, v.version limit ${scanMax}) v
      where c.place >= ${from}::bigint
      order by c.place, v.tender_id, v.version limit ${scanMax}
    ), matching as materialized (
      select * from scanned v where ${meets(conditions)} order by place, tender_id, version limit ${take}
    )
    select tenders.next_place()::text as "nextPlace",
      (select count(*)::integer from scanned) as scanned,
      (select json_build_object('place', place::text, 'tenderId', tender_id, 'version', version) from scanned
       order by place desc, tender_id desc, version desc limit 1) as end,
      coalesce((select json_agg(to_json(f) order by f.nth) from (
        select ${versionColumns}, m.place::text as place, row_number() over (order by m.place, m.tender_id, m.version) as nth
        from matching m
        join tenders.tender_version v on v.tender_id = m.tender_id and v.version = m.version
        join tenders.release r on r.id = v.release_id
      ) f), '[]') as rows`;
  if (answer === undefined) throw new Error('A statement without a condition answered no row.');
  const rows = answer.rows.map((row) => ({ ...row, effectiveAt: new Date(row.effectiveAt) }));
  return { ...answer, rows };
}

type FeedJson = Omit<VersionRow, 'effectiveAt'> & FeedPosition & { readonly effectiveAt: string };
