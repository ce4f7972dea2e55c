import type { TeamTransaction } from '@hub/runtime/database';

/** An entry that tracks a tender, of whichever team. */
export interface Tracker {
  readonly entryId: string;
  readonly teamId: string;
  readonly tenderId: string;
  /** Who it is assigned to, and who began to track. */
  readonly membershipIds: string[];
}

/** A page of the entries of all teams that track some tenders. The database answers it to the worker alone. */
export function findTrackers(
  tx: TeamTransaction,
  { tenderIds, after, take }: { tenderIds: readonly string[]; after: string | null; take: number },
): Promise<Tracker[]> {
  return tx.$queryRaw<Tracker[]>`
    select entry_id as "entryId", team_id as "teamId", tender_id as "tenderId", membership_ids as "membershipIds"
    from workspace.trackers_of(${[...tenderIds]}::uuid[], ${after}::uuid, ${take}::int)`;
}
