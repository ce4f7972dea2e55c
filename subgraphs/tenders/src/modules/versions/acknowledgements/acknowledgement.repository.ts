import type { ReadClient, TeamTransaction } from '@hub/runtime/database';
import { versionColumns, type VersionRow } from '../history/version.repository.js';

/** That a team has acknowledged what a release changed. */
export interface AcknowledgementRow {
  readonly tenderId: string;
  readonly releaseRow: string;
  /** In hexadecimal. */
  readonly changesHash: string;
  readonly acknowledgedByMembershipId: string | null;
  readonly acknowledgedAt: Date;
}

/** What the current team has acknowledged of some releases. */
export function findAcknowledgements(
  db: ReadClient,
  query: { tenderIds: readonly string[]; releaseRows: readonly string[] },
): Promise<AcknowledgementRow[]> {
  return db.$queryRaw<AcknowledgementRow[]>`
    select tender_id as "tenderId", release_id as "releaseRow", encode(changes_hash, 'hex') as "changesHash",
      acknowledged_by_membership_id as "acknowledgedByMembershipId", acknowledged_at as "acknowledgedAt"
    from tenders.change_acknowledgement
    where tender_id = any (${query.tenderIds}::uuid[]) and release_id = any (${query.releaseRows}::uuid[])`;
}

/** One version of a tender; null when there is none. */
export async function findVersion(
  tx: TeamTransaction,
  { tenderId, version }: { tenderId: string; version: number },
): Promise<VersionRow | null> {
  const rows = await tx.$queryRaw<VersionRow[]>`
    select ${versionColumns} from tenders.tender_version v join tenders.release r on r.id = v.release_id
    where v.tender_id = ${tenderId}::uuid and v.version = ${version}::integer`;
  return rows[0] ?? null;
}

/** Forgets that the team knows of a version. False when it did not. */
export async function deleteAcknowledgement(tx: TeamTransaction, version: VersionRow): Promise<boolean> {
  const count = await tx.$executeRaw`delete from tenders.change_acknowledgement
    where tender_id = ${version.tenderId}::uuid and release_id = ${version.releaseRow}::uuid`;
  return count === 1;
}

/**
 * Notes that the team knows of a version. Whoever was first stays, unless the changes are others than those that were
 * noted: then the old note is worth nothing. False when nothing was written.
 */
export async function insertAcknowledgement(
  tx: TeamTransaction,
  note: { teamId: string; version: VersionRow; byMembershipId: string | null },
): Promise<boolean> {
  const { teamId, version, byMembershipId } = note;
  const count = await tx.$executeRaw`
    insert into tenders.change_acknowledgement as noted
      (team_id, tender_id, release_id, changes_hash, version, acknowledged_by_membership_id)
    values (${teamId}::uuid, ${version.tenderId}::uuid, ${version.releaseRow}::uuid,
      decode(${version.changesHash}, 'hex'), ${version.version}::integer, ${byMembershipId}::uuid)
    on conflict (team_id, tender_id, release_id) do update set changes_hash = excluded.changes_hash,
      version = excluded.version, acknowledged_by_membership_id = excluded.acknowledged_by_membership_id,
      acknowledged_at = now()
    where noted.changes_hash <> excluded.changes_hash`;
  return count === 1;
}
