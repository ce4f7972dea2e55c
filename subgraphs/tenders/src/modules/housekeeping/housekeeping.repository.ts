import type { LastUse } from '@hub/runtime/cache';
import type { TeamTransaction } from '@hub/runtime/database';

/** Deletes at most so many idempotency keys that are older than two days; answers how many. */
export async function forgetIdempotencyKeys(tx: TeamTransaction, max: number): Promise<number> {
  const rows = await tx.$queryRaw<{ forgotten: bigint }[]>`select app.forget_idempotency(${max}::int) as forgotten`;
  return Number(rows[0]?.forgotten ?? 0);
}

/** Deletes at most so many receipts of writes that are older than a day; answers how many. */
export async function forgetWriteReceipts(tx: TeamTransaction, max: number): Promise<number> {
  const rows = await tx.$queryRaw<{ forgotten: bigint }[]>`select app.forget_write_receipts(${max}::int) as forgotten`;
  return Number(rows[0]?.forgotten ?? 0);
}

/** Deletes at most so many sessions that would have ended 30 days ago; answers how many. */
export async function forgetSessions(tx: TeamTransaction, max: number): Promise<number> {
  const rows = await tx.$queryRaw<{ forgotten: bigint }[]>`select identity.forget_sessions(${max}::int) as forgotten`;
  return Number(rows[0]?.forgotten ?? 0);
}

/** Deletes at most so many codes of mails that ended a day ago; answers how many. */
export async function forgetEmailTokens(tx: TeamTransaction, max: number): Promise<number> {
  const rows = await tx.$queryRaw<
    { forgotten: bigint }[]
  >`select identity.forget_email_tokens(${max}::int) as forgotten`;
  return Number(rows[0]?.forgotten ?? 0);
}

/** Deletes at most so many exports whose file has been gone for 30 days; answers how many. */
export async function forgetExports(tx: TeamTransaction, max: number): Promise<number> {
  const rows = await tx.$queryRaw<{ forgotten: bigint }[]>`select tenders.forget_exports(${max}::int) as forgotten`;
  return Number(rows[0]?.forgotten ?? 0);
}

/** Deletes at most so many counts of searches that are older than 90 days; answers how many. */
export async function forgetSearchUsage(tx: TeamTransaction, max: number): Promise<number> {
  const rows = await tx.$queryRaw<
    { forgotten: bigint }[]
  >`select tenders.forget_search_usage(${max}::int) as forgotten`;
  return Number(rows[0]?.forgotten ?? 0);
}

/** Deletes at most so many imports that ended 90 days ago, but not the last of a source; answers how many. */
export async function forgetSourceRuns(tx: TeamTransaction, max: number): Promise<number> {
  const rows = await tx.$queryRaw<{ forgotten: bigint }[]>`select tenders.forget_source_runs(${max}::int) as forgotten`;
  return Number(rows[0]?.forgotten ?? 0);
}

/** Deletes at most so many notifications that are older than 90 days; answers how many. */
export async function forgetNotifications(tx: TeamTransaction, max: number): Promise<number> {
  const rows = await tx.$queryRaw<
    { forgotten: bigint }[]
  >`select identity.forget_notifications(${max}::int) as forgotten`;
  return Number(rows[0]?.forgotten ?? 0);
}

/** Writes when sessions were last used, and by it their people. What is known better already stays. */
export async function noteActivity(tx: TeamTransaction, uses: readonly LastUse[]): Promise<void> {
  const sessions = uses.map(({ sessionId }) => sessionId);
  const moments = uses.map(({ atMs }) => new Date(atMs));
  await tx.$queryRaw`select identity.note_activity(${sessions}::uuid[], ${moments}::timestamptz[]) as noted`;
}

/** Makes the tables for events of the month of a moment and of the next two, where they are missing. */
export async function makeEventPartitions(tx: TeamTransaction, now: Date): Promise<void> {
  await tx.$queryRaw`select events.make_partitions(${now}::timestamptz) as made`;
}

/** Deletes what has been in the bins of teams for 90 days. */
export async function purgeBins(tx: TeamTransaction, max: number): Promise<number> {
  const rows = await tx.$queryRaw<{ purged: bigint }[]>`select workspace.purge_bin(${max}::int) as purged`;
  return Number(rows[0]?.purged ?? 0);
}

/** {@link purgeBins} for activities. */
export async function purgeActivities(tx: TeamTransaction, max: number): Promise<number> {
  const rows = await tx.$queryRaw<{ purged: bigint }[]>`select workspace.purge_activities(${max}::int) as purged`;
  return Number(rows[0]?.purged ?? 0);
}
