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
  wanted: { savedSearchIds: readonly string[]; membershipId: string },
): Promise<ReaderRow[]> {
  const rows = await db.savedSearchReader.findMany({
    where: { savedSearchId: { in: [...wanted.savedSearchIds] }, membershipId: wanted.membershipId },
    select: { savedSearchId: true, seenCount: true, isDefault: true },
  });
  return rows.map((row) => ({ ...row, seenCount: Number(row.seenCount) }));
}

interface Reader {
  readonly teamId: string;
  readonly membershipId: string;
}

/** Notes that matches up to a number were seen, or all there are. A note never goes back. */
export async function saveSeen(
  tx: TeamTransaction,
  note: Reader & { savedSearchId: string; upTo: number | null },
): Promise<void> {
  const { teamId, membershipId, savedSearchId, upTo } = note;
  await tx.$executeRaw`
    insert into tenders.saved_search_reader as known (team_id, saved_search_id, membership_id, seen_count)
    select ${teamId}::uuid, s.id, ${membershipId}::uuid, least(s.match_count, coalesce(${upTo}::bigint, s.match_count))
    from tenders.saved_search s where s.id = ${savedSearchId}::uuid
    on conflict (team_id, saved_search_id, membership_id)
    do update set seen_count = greatest(known.seen_count, excluded.seen_count)`;
}

/** Makes one search, or none, the one that a member starts with. */
export async function saveDefault(
  tx: TeamTransaction,
  choice: Reader & { savedSearchId: string | null },
): Promise<void> {
  const { teamId, membershipId, savedSearchId } = choice;
  // Else of two choices at the same moment neither would clear the other.
  await lockUntilCommit(tx, `saved_search_default:${membershipId}`);
  await tx.savedSearchReader.updateMany({ where: { membershipId, isDefault: true }, data: { isDefault: false } });
  if (savedSearchId === null) return;
  await tx.$executeRaw`
    insert into tenders.saved_search_reader (team_id, saved_search_id, membership_id, is_default)
    values (${teamId}::uuid, ${savedSearchId}::uuid, ${membershipId}::uuid, true)
    on conflict (team_id, saved_search_id, membership_id) do update set is_default = true`;
}
