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

/**
 * Counts one search of the current team unless its day is full: compared and counted in one statement, so that of
 * searches made at the same moment exactly as many pass as are left.
 *
 * @returns the day with this search in it, and false where it was full.
 */
export async function chargeOne(
  tx: TeamTransaction,
  { limit, now }: { limit: number; now: Date },
): Promise<SearchDay & { isCharged: boolean }> {
  const [row] = await tx.$queryRaw<{ searches: number | null; resetsAt: Date }[]>`
    with today as materialized (${dayAt(now)}), charged as (
      insert into tenders.search_usage as usage (team_id, day, searches) select id, day, 1 from today
      on conflict (team_id, day) do update set searches = usage.searches + 1 where usage.searches < ${limit}::integer
      returning searches
    )
    select (select searches from charged), resets_at as "resetsAt" from today`;
  if (row === undefined) throw new Error('The current team does not exist.');
  return { used: row.searches ?? limit, resetsAt: row.resetsAt, isCharged: row.searches !== null };
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
