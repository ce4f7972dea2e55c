import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';

/** A tender that a saved search found. */
export interface MatchRow {
  readonly id: string;
  readonly savedSearchId: string;
  /** Row of a public tender, or of one of the team's own. */
  readonly tenderId: string;
  /** Its place among the matches of its search; grows in the order in which they can be seen. */
  readonly number: number;
  readonly matchedAt: Date;
  readonly notifiedAt: Date | null;
}

const columns = Prisma.sql`m.id, m.saved_search_id as "savedSearchId", coalesce(m.tender_id, m.team_tender_id) as "tenderId", m.number::float8 as number,
  m.matched_at as "matchedAt", m.notified_at as "notifiedAt"`;

const seenCount = (membershipId: string | null): Prisma.Sql => Prisma.sql`coalesce((
  select r.seen_count from tenders.saved_search_reader r
  where r.saved_search_id = asked.id and r.membership_id = ${membershipId}::uuid), 0)`;

/** How many matches of each search a member has not seen. */
export function countNew(
  db: ReadClient,
  { savedSearchIds, membershipId }: { savedSearchIds: readonly string[]; membershipId: string | null },
): Promise<{ savedSearchId: string; count: number }[]> {
  return db.$queryRaw<{ savedSearchId: string; count: number }[]>`
    select asked.id as "savedSearchId", (
      select count(*)::integer from tenders.saved_search_match m
      where m.saved_search_id = asked.id and m.number > ${seenCount(membershipId)}) as count
    from unnest(${savedSearchIds}::uuid[]) as asked (id)`;
}

/** What a member has not seen of each search, found last first. */
export function findNew(
  db: ReadClient,
  query: {
    savedSearchIds: readonly string[];
    membershipId: string | null;
    /** Only matches below this number; null for all. */
    before: number | null;
    /** Rows of each search. */
    take: number;
  },
): Promise<MatchRow[]> {
  return db.$queryRaw<MatchRow[]>`
    select ${columns} from unnest(${query.savedSearchIds}::uuid[]) as asked (id)
    cross join lateral (
      select * from tenders.saved_search_match m
      where m.saved_search_id = asked.id and m.number > ${seenCount(query.membershipId)}
        and (${query.before}::bigint is null or m.number < ${query.before}::bigint)
      order by m.number desc limit ${query.take}
    ) m
    order by m.saved_search_id, m.number desc`;
}

/** Matches of the searches that a member sees, by id. */
export function findMatchesByIds(
  db: ReadClient,
  { ids, membershipId }: { ids: readonly string[]; membershipId: string | null },
): Promise<MatchRow[]> {
  return db.$queryRaw<MatchRow[]>`
    select ${columns} from ${matchesOf(membershipId)} and m.id = any (${[...ids]}::uuid[])`;
}

/** Where a page of alerts goes on. */
export interface AlertPosition {
  readonly notifiedAt: Date;
  readonly id: string;
}

/** Alerts of the searches that a member sees, newest first. */
export function findAlerts(
  db: ReadClient,
  query: { membershipId: string | null; after: AlertPosition | null; take: number },
): Promise<MatchRow[]> {
  const { membershipId, after, take } = query;
  const behind =
    after === null
      ? Prisma.sql`true`
      : Prisma.sql`(m.notified_at, m.id) < (${after.notifiedAt}::timestamptz, ${after.id}::uuid)`;
  return db.$queryRaw<MatchRow[]>`
    select ${columns} from ${alertsOf(membershipId)} and ${behind}
    order by m.notified_at desc, m.id desc limit ${take}`;
}

export async function countAlerts(db: ReadClient, membershipId: string | null): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`select count(*)::int as count from ${alertsOf(membershipId)}`;
  return row?.count ?? 0;
}

function alertsOf(membershipId: string | null): Prisma.Sql {
  return Prisma.sql`${matchesOf(membershipId)} and m.notified_at is not null`;
}

/** Matches of the searches that a member sees, for further conditions. */
function matchesOf(membershipId: string | null): Prisma.Sql {
  return Prisma.sql`tenders.saved_search_match m
    join tenders.saved_search s on s.team_id = m.team_id and s.id = m.saved_search_id
    where (s.owner_membership_id is null or s.owner_membership_id = ${membershipId}::uuid)`;
}
