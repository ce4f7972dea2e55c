import type { ReadClient, TeamTransaction } from '@hub/runtime/database';
import type { MatchedSlice, MatchingState } from './matching-state.js';

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
