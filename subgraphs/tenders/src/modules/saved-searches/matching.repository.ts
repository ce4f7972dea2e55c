import { Prisma } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';
import { ownRows } from '../search/own-tenders.repository.js';
import { allOf, publicRows, type Conditions } from '../search/search-conditions.repository.js';

/** How far a saved search has been matched. Places are text, because they may be wider than a JSON number. */
export interface MatchingState {
  readonly id: string;
  readonly teamId: string;
  readonly search: string | null;
  readonly filter: unknown;
  readonly orderBy: string | null;
  readonly notification: string;
  readonly alertsAgain: boolean;
  readonly isActive: boolean;
  /** Changes at this place and later ones are new. */
  readonly watchedIn: string;
  /** The place, and the tender of its change, up to which public tenders were matched. */
  readonly matchedIn: string;
  readonly matchedTender: string;
  readonly ownMatchedIn: string;
  readonly ownMatchedTender: string;
  /** When it last had its turn. */
  readonly matchedAt: Date;
  readonly matchCount: number;
  readonly notifiedCount: number;
}

/** Searches of the current team whose turn it is. */
export async function findAwaiting(db: ReadClient, now: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select s.id from tenders.saved_search s join identity.team t on t.id = s.team_id
    where tenders.awaits_matching(s, ${now}::timestamptz, t.time_zone) order by s.id`;
  return rows.map(({ id }) => id);
}

/** Queues a job for every team that has searches to match, in the name of that team. */
export async function queueAlerts(tx: TeamTransaction, now: Date): Promise<void> {
  await tx.$queryRaw`select tenders.queue_alerts(${now}::timestamptz) as teams`;
}

/** Takes a search for this transaction: one matches it at a time. Null when there is none. */
export async function lockForMatching(tx: TeamTransaction, id: string): Promise<MatchingState | null> {
  const rows = await tx.$queryRaw<MatchingState[]>`
    select id, team_id as "teamId", search, filter, order_by as "orderBy", notification, alerts_again as "alertsAgain",
      is_active as "isActive", watched_in::text as "watchedIn", matched_in::text as "matchedIn",
      matched_tender as "matchedTender", own_matched_in::text as "ownMatchedIn",
      own_matched_tender as "ownMatchedTender", matched_at as "matchedAt", match_count::float8 as "matchCount",
      notified_count::float8 as "notifiedCount"
    from tenders.saved_search where id = ${id}::uuid for update`;
  return rows[0] ?? null;
}

/** A slice of changes that was matched, as one statement saw it. */
export interface MatchedSlice {
  /** Changed tenders looked at. */
  readonly scanned: number;
  /** How far they were matched; null when none were to be. */
  readonly matchedIn: string | null;
  readonly matchedTender: string | null;
  /** The last number given to a match. */
  readonly matchCount: number;
}

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

/** What a transaction leaves of a search. */
export interface Progress {
  readonly found: MatchedSlice;
  readonly own: MatchedSlice;
  /** Whether what was found and not told becomes alerts. */
  readonly isTold: boolean;
  /** Whether the search has had its turn. */
  readonly isTurnOver: boolean;
  /** Matches to keep: the last ones. */
  readonly matchesMax: number;
  readonly now: Date;
}

/**
 * Moves the places of a search. What was found is kept up to a number, so that no search can fill the disk. Answers how many
 * matches became alerts.
 */
export async function saveProgress(tx: TeamTransaction, state: MatchingState, progress: Progress): Promise<number> {
  const { found, own, isTold, isTurnOver, matchesMax, now } = progress;
  const { matchCount } = own;
  let toldCount = 0;
  if (isTold && matchCount > state.notifiedCount) {
    toldCount = await tx.$executeRaw`
      update tenders.saved_search_match set notified_at = ${now}
      where saved_search_id = ${state.id}::uuid and number > ${state.notifiedCount}::bigint and notified_at is null`;
  }
  if (matchCount > matchesMax) {
    await tx.$executeRaw`
      delete from tenders.saved_search_match
      where saved_search_id = ${state.id}::uuid and number <= ${matchCount - matchesMax}::bigint`;
  }
  await tx.$executeRaw`
    update tenders.saved_search set match_count = ${matchCount}::bigint,
      notified_count = case when ${isTold} then ${matchCount}::bigint else notified_count end,
      matched_at = case when ${isTurnOver} then ${now}::timestamptz else matched_at end,
      matched_in = coalesce(${found.matchedIn}::bigint, matched_in),
      matched_tender = coalesce(${found.matchedTender}::uuid, matched_tender),
      own_matched_in = coalesce(${own.matchedIn}::bigint, own_matched_in),
      own_matched_tender = coalesce(${own.matchedTender}::uuid, own_matched_tender)
    where id = ${state.id}::uuid`;
  return toldCount;
}

/** Passes over all changes of public tenders until now. */
export async function skipChanges(tx: TeamTransaction, id: string): Promise<void> {
  await tx.$executeRaw`
    update tenders.saved_search set matched_in = default, matched_tender = default where id = ${id}::uuid`;
}

/** Passes over all changes of the team's own tenders until now. */
export async function skipOwnChanges(tx: TeamTransaction, id: string): Promise<void> {
  await tx.$executeRaw`
    update tenders.saved_search set own_matched_in = default, own_matched_tender = default where id = ${id}::uuid`;
}
