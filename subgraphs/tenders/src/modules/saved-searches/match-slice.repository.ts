import { Prisma } from '@hub/prisma/client';
import type { TeamTransaction } from '@hub/runtime/database';
import { ownRows } from '../search/own-tenders.repository.js';
import { allOf, publicRows, type Conditions } from '../search/search-conditions.repository.js';
import type { MatchedSlice, MatchingState } from './matching-state.js';

/**
 * Matches the tenders that changed behind the place of a search, and notes what it finds. A change gets its place after its
 * commit, so the search never moves past one that is still open. A tender counts as new with its first release, or with a change that a bidder reads.
 *
 * @param from - `opensSince` for a search that asks what is open: tenders that opened since then are looked at too,
 * since the clock opens them and no change tells of it.
 */
export async function matchSlice(
  tx: TeamTransaction,
  from: { state: MatchingState; conditions: Conditions; opensSince: Date | null; scanMax: number; now: Date },
): Promise<MatchedSlice> {
  const { state, conditions, opensSince, scanMax, now } = from;
  const opened =
    opensSince === null
      ? Prisma.sql`false`
      : Prisma.sql`s.opens_at > ${opensSince} and s.opens_at <= ${now} and s.opens_at > coalesce(s.published_at, '-infinity')`;
  const [slice] = await tx.$queryRaw<MatchedSlice[]>`
    with changed as materialized (
      select c.place, t.id, t.version from tenders.change c
      cross join lateral (
        select t.id, t.version from tenders.tender t
        where t.id = any (c.tender_ids) and t.changed_in = c.number
          and (c.place > ${state.matchedIn}::bigint or t.id > ${state.matchedTender}::uuid)
        order by t.id limit ${scanMax}) t
      where c.place >= ${state.matchedIn}::bigint order by c.place, t.id limit ${scanMax}
    ), found as materialized (
      select c.id, c.place from changed c join ${publicRows} on s.tender_id = c.id
      where (c.version = 1 or exists (
          select 1 from tenders.tender_version v join tenders.change w on w.number = v.changed_in
          where v.tender_id = c.id and v.impact <> 'NONE' and w.place >= ${state.watchedIn}::bigint))
        and ${allOf(conditions.values())}
      union
      select t.id, coalesce(c.place, tenders.next_place()) from ${publicRows}
      join tenders.tender t on t.id = s.tender_id left join tenders.change c on c.number = t.changed_in
      where ${opened} and ${allOf(conditions.values())}
    ), noted as (
      insert into tenders.saved_search_match as known
        (team_id, saved_search_id, tender_id, number, place, first_seen_at, matched_at)
      select ${state.teamId}::uuid, ${state.id}::uuid, f.id,
        ${state.matchCount}::bigint + row_number() over (order by f.place, f.id), f.place, ${now}, ${now}
      from found f
      on conflict (team_id, saved_search_id, tender_id) do update
      set number = excluded.number, place = excluded.place, matched_at = excluded.matched_at, notified_at = null
      where ${state.alertsAgain}::boolean and exists (
        select 1 from tenders.tender_version v join tenders.change w on w.number = v.changed_in
        where v.tender_id = excluded.tender_id and v.impact = 'MATERIAL' and w.place > known.place)
      returning number
    ), ${summary(state, { scanMax, next: Prisma.sql`tenders.next_place()` })}`;
  if (slice === undefined) throw new Error('A statement without a condition answered no row.');
  return slice;
}

/**
 * As matchSlice, among the team's own. How much a change of these matters is not known: one that was found is not found
 * again.
 */
export async function matchOwnSlice(
  tx: TeamTransaction,
  from: { state: MatchingState; conditions: Conditions; scanMax: number; now: Date },
): Promise<MatchedSlice> {
  const { state, conditions, scanMax, now } = from;
  const [slice] = await tx.$queryRaw<MatchedSlice[]>`
    with changed as materialized (
      select c.place, t.id from tenders.team_change c
      cross join lateral (
        select t.id from tenders.team_tender t
        where t.team_id = c.team_id and t.changed_in = c.number
          and (c.place > ${state.ownMatchedIn}::bigint or t.id > ${state.ownMatchedTender}::uuid)
        order by t.id limit ${scanMax}) t
      where c.place >= ${state.ownMatchedIn}::bigint order by c.place, t.id limit ${scanMax}
    ), noted as (
      insert into tenders.saved_search_match
        (team_id, saved_search_id, team_tender_id, number, place, first_seen_at, matched_at)
      select ${state.teamId}::uuid, ${state.id}::uuid, c.id,
        ${state.matchCount}::bigint + row_number() over (order by c.place, c.id), c.place, ${now}, ${now}
      from changed c join ${ownRows} on s.tender_id = c.id where ${allOf(conditions.values())}
      on conflict (team_id, saved_search_id, team_tender_id) do nothing
      returning number
    ), ${summary(state, { scanMax, next: Prisma.sql`tenders.next_team_place()` })}`;
  if (slice === undefined) throw new Error('A statement without a condition answered no row.');
  return slice;
}

/** How far a slice went: to its last tender, or, when it was not full, to where the next change will be. */
function summary({ matchCount }: MatchingState, { scanMax, next }: { scanMax: number; next: Prisma.Sql }): Prisma.Sql {
  return Prisma.sql`reached as (
      (select place, id from changed where (select count(*) from changed) = ${scanMax} order by place desc, id desc limit 1)
      union all
      select ${next}, '00000000-0000-0000-0000-000000000000' where (select count(*) from changed) < ${scanMax}
    )
    select (select count(*)::integer from changed) as scanned, (select place::text from reached) as "matchedIn",
      (select id from reached) as "matchedTender",
      coalesce((select max(number) from noted), ${matchCount}::bigint)::float8 as "matchCount"`;
}
