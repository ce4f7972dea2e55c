import { actForTeam, type TeamTransaction } from '@hub/runtime/database';
import { notice, notify, tenderChanged, type Notice } from '@hub/runtime/notifications';
import { materialFields } from './material-fields.js';
import type { ChangedTender, MaterialChange } from './notice.repository.js';
import { findTrackers, type Tracker } from './tracker.repository.js';

const pageSize = 500;

/** Tells everybody who tracks one of the changed tenders, in whichever team. */
export async function tellTrackers(tx: TeamTransaction, material: readonly MaterialChange[], at: Date): Promise<void> {
  const byTender = new Map(material.map((one) => [one.tenderId, one]));
  let after: string | null = null;
  for (;;) {
    const trackers: Tracker[] = await findTrackers(tx, { tenderIds: [...byTender.keys()], after, take: pageSize });
    for (const [teamId, own] of Map.groupBy(trackers, (tracker) => tracker.teamId)) {
      await actForTeam(tx, teamId);
      await notify(
        tx,
        own.flatMap((tracker) => noticeOf(tracker, byTender.get(tracker.tenderId))),
        at,
      );
    }
    if (trackers.length < pageSize) break;
    after = trackers.at(-1)?.entryId ?? null;
  }
  // What follows in the transaction is of no team again.
  await actForTeam(tx, null);
}

function noticeOf({ membershipIds, tenderId }: Tracker, change: MaterialChange | undefined) {
  if (change === undefined) return [];
  const told = { ...change, tenderId, fields: materialFields(change.changes), changeId: change.releaseId };
  return [noticeOfChange(membershipIds, told)];
}

/** A change of a tender, and what is told of it. */
export interface ToldChange extends ChangedTender {
  readonly fields: string[];
  /** Nobody is told of the same change twice. */
  readonly changeId: string;
}

/** What those who track a tender are told of a change. */
export function noticeOfChange(membershipIds: readonly string[], change: ToldChange): Notice {
  const { tenderId, title, version, fields, closingAt, timeZone, changeId } = change;
  const isMoved = fields.includes('closingAt') && closingAt !== null;
  const data = { fields, version, timeZone, closingAt: isMoved ? closingAt.toISOString() : null };
  return notice(
    tenderChanged,
    { ...data, tenderTitle: title.slice(0, 500) },
    { to: membershipIds, orWhoMay: 'project:decide', subjectId: tenderId, key: `changed:${tenderId}:${changeId}` },
  );
}
