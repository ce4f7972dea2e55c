import { Prisma } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** The current day of a team, and the searches made in it. */
export interface SearchDay {
  readonly used: number;
  /** When the day ends where the team is. */
  readonly resetsAt: Date;
}

/**
 * The day of the current team at a moment. A day ends with the first instant of the next date: where clocks go back over
 * midnight that instant comes twice, and the database would name the second.
 */
function dayAt(now: Date): Prisma.Sql {
  return Prisma.sql`
    select team.id, local.day, case
        when ((named.midnight - interval '1 hour') at time zone team.time_zone)::date > local.day
        then named.midnight - interval '1 hour' else named.midnight end as resets_at
    from identity.team team
    cross join lateral (select (${now}::timestamptz at time zone team.time_zone)::date as day) local
    cross join lateral (select (local.day + 1)::timestamp at time zone team.time_zone as midnight) named`;
}

interface Charge {
  readonly limit: number;
  readonly now: Date;
  /** What is searched for. */
  readonly digest: Uint8Array<ArrayBuffer>;
}

/**
 * Counts one search of the current team, unless it was counted before in its day or the day is full: compared and
 * counted in one statement, so that of searches made at the same moment exactly as many pass as are left, and the same
 * one counts once.
 *
 * @returns the day with this search in it, and false where it was full.
 */
export async function chargeOnce(
  tx: TeamTransaction,
  { limit, now, digest }: Charge,
): Promise<SearchDay & { isPaid: boolean }> {
  const counts = Prisma.sql`usage.searches < ${limit}::integer and not usage.digests @> excluded.digests`;
  const [row] = await tx.$queryRaw<(SearchDay & { isPaid: boolean })[]>`
    with today as materialized (${dayAt(now)}), charged as (
      insert into tenders.search_usage as usage (team_id, day, searches, digests)
      select id, day, 1, array[${digest}::bytea] from today
      on conflict (team_id, day) do update set
        searches = case when ${counts} then usage.searches + 1 else usage.searches end,
        digests = case when ${counts} then usage.digests || excluded.digests else usage.digests end
      returning searches, digests
    )
    select searches as used, digests @> array[${digest}::bytea] as "isPaid", resets_at as "resetsAt"
    from today cross join charged`;
  if (row === undefined) throw new Error('The current team does not exist.');
  return row;
}

/** Whether the current team has paid for a search today. */
export async function isPaidFor(db: ReadClient, { now, digest }: Omit<Charge, 'limit'>): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    with today as materialized (${dayAt(now)})
    select 1 from today join tenders.search_usage usage on usage.team_id = today.id and usage.day = today.day
    where usage.digests @> array[${digest}::bytea]`;
  return rows.length > 0;
}

/** Searches that the current team has made today. */
export async function findSearchDay(db: ReadClient, now: Date): Promise<SearchDay> {
  const [row] = await db.$queryRaw<SearchDay[]>`
    with today as materialized (${dayAt(now)})
    select coalesce(usage.searches, 0) as used, resets_at as "resetsAt"
    from today left join tenders.search_usage usage on usage.team_id = today.id and usage.day = today.day`;
  if (row === undefined) throw new Error('The current team does not exist.');
  return row;
}
