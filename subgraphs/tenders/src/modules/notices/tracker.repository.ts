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

/** A pursuit of whichever team whose decision to go on is in doubt. */
export interface ReopenedPursuit {
  readonly gateDecisionId: string;
  readonly teamId: string;
  readonly projectId: string;
  readonly projectName: string;
  /** What put it in doubt. */
  readonly version: number;
  readonly changes: unknown;
  /** Who leads it. */
  readonly membershipIds: string[];
}

/** A page of the pursuits of all teams that a change of some tenders puts in doubt. The database answers it to the worker alone. */
export function findReopenedPursuits(
  tx: TeamTransaction,
  page: { change: number; tenderIds: readonly string[]; after: string | null; take: number; now: Date },
): Promise<ReopenedPursuit[]> {
  return tx.$queryRaw<ReopenedPursuit[]>`
    select gate_decision_id as "gateDecisionId", team_id as "teamId", project_id as "projectId", project_name as "projectName",
      version, changes, membership_ids as "membershipIds"
    from workspace.pursuits_reopened_by(${page.change}::bigint, ${[...page.tenderIds]}::uuid[], ${page.after}::uuid,
      ${page.take}::int, ${page.now}::timestamptz)`;
}
