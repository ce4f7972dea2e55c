import { lockUntilCommit, type ReadClient, type TeamTransaction } from '@hub/runtime/database';

/** What one member has noted about a saved search. */
export interface ReaderRow {
  readonly savedSearchId: string;
  /** Matches up to this number were seen. */
  readonly seenCount: number;
  readonly isDefault: boolean;
}

export async function findReaders(
  db: ReadClient,
  query: { savedSearchIds: readonly string[]; membershipId: string },
): Promise<ReaderRow[]> {
  const rows = await db.savedSearchReader.findMany({
    where: { savedSearchId: { in: [...query.savedSearchIds] }, membershipId: query.membershipId },
    select: { savedSearchId: true, seenCount: true, isDefault: true },
  });
  return rows.map((row) => ({ ...row, seenCount: Number(row.seenCount) }));
}

interface Reader {
  readonly teamId: string;
  readonly membershipId: string;
}

/** Makes notes of one member on one search wait for each other, so that each knows what was noted before it. */
export async function lockSeen(
  tx: TeamTransaction,
  { savedSearchId, membershipId }: { savedSearchId: string; membershipId: string },
): Promise<void> {
  await lockUntilCommit(tx, `saved_search_seen:${savedSearchId}:${membershipId}`);
}

/** How many matches a member has seen of a search. Call it behind {@link lockSeen} to write what follows from it. */
export async function findSeenCount(
  tx: TeamTransaction,
  where: { savedSearchId: string; membershipId: string },
): Promise<number> {
  const row = await tx.savedSearchReader.findFirst({ where, select: { seenCount: true } });
  return Number(row?.seenCount ?? 0);
}

/** Notes that matches up to a number were seen, or all there are; answers up to which. A note never goes back. */
export async function saveSeen(
  tx: TeamTransaction,
  note: Reader & { savedSearchId: string; upTo: number | null },
): Promise<number> {
  const { teamId, membershipId, savedSearchId, upTo } = note;
  const rows = await tx.$queryRaw<{ seen: number }[]>`
    insert into tenders.saved_search_reader as known (team_id, saved_search_id, membership_id, seen_count)
    select ${teamId}::uuid, s.id, ${membershipId}::uuid, least(s.match_count, coalesce(${upTo}::bigint, s.match_count))
    from tenders.saved_search s where s.id = ${savedSearchId}::uuid
    on conflict (team_id, saved_search_id, membership_id)
    do update set seen_count = greatest(known.seen_count, excluded.seen_count)
    returning seen_count::float8 as seen`;
  return rows[0]?.seen ?? 0;
}

/** Makes choices of one member wait for each other: else of two at the same moment neither would clear the other. */
export async function lockDefault(tx: TeamTransaction, { membershipId }: Reader): Promise<void> {
  await lockUntilCommit(tx, `saved_search_default:${membershipId}`);
}

/** The search that a member starts with; null for none. */
export async function findDefault(tx: TeamTransaction, { membershipId }: Reader): Promise<string | null> {
  const where = { membershipId, isDefault: true };
  const row = await tx.savedSearchReader.findFirst({ where, select: { savedSearchId: true } });
  return row?.savedSearchId ?? null;
}

/** Makes one search, or none, the one that a member starts with. Call it behind {@link lockDefault}. */
export async function saveDefault(
  tx: TeamTransaction,
  choice: Reader & { savedSearchId: string | null },
): Promise<void> {
  const { teamId, membershipId, savedSearchId } = choice;
  await tx.savedSearchReader.updateMany({ where: { membershipId, isDefault: true }, data: { isDefault: false } });
  if (savedSearchId === null) return;
  await tx.$executeRaw`
    insert into tenders.saved_search_reader (team_id, saved_search_id, membership_id, is_default)
    values (${teamId}::uuid, ${savedSearchId}::uuid, ${membershipId}::uuid, true)
    on conflict (team_id, saved_search_id, membership_id) do update set is_default = true`;
}
