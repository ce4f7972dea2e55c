import { actForTeam, type TeamTransaction } from '@hub/runtime/database';
import { notice, notify, tenderChanged } from '@hub/runtime/notifications';
import { z } from 'zod';
import * as notices from './notice.repository.js';
import { findTrackers, type Tracker } from './tracker.repository.js';

const pageSize = 500;

const changes = z.array(z.object({ field: z.string(), impact: z.string() }));

interface Changed {
  readonly change: number;
  /** Empty where the change does not name them. */
  readonly tenderIds: readonly string[];
  readonly at: Date;
}

/** Tells everybody who tracks one of the changed tenders, in whichever team, of what matters to a bid. */
export async function tellTrackers(tx: TeamTransaction, { change, tenderIds, at }: Changed): Promise<void> {
  const named = tenderIds.length > 0 ? tenderIds : await notices.tendersOfChange(tx, change);
  const material = await notices.findMaterialChanges(tx, { change, tenderIds: named });
  const byTender = new Map(material.map((one) => [one.tenderId, one]));
  if (byTender.size === 0) return;
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

function noticeOf({ membershipIds, tenderId }: Tracker, change: notices.MaterialChange | undefined) {
  if (change === undefined) return [];
  const { title, version, releaseId, closingAt, timeZone } = change;
  const material = (changes.safeParse(change.changes).data ?? []).filter(({ impact }) => impact === 'MATERIAL');
  const fields = [...new Set(material.map(({ field }) => field.slice(0, 60)))].slice(0, 20);
  const isMoved = fields.includes('closingAt') && closingAt !== null;
  const data = { fields, version, timeZone, closingAt: isMoved ? closingAt.toISOString() : null };
  return [
    notice(
      tenderChanged,
      { ...data, tenderTitle: title.slice(0, 500) },
      { to: membershipIds, orWhoMay: 'project:decide', subjectId: tenderId, key: `changed:${tenderId}:${releaseId}` },
    ),
  ];
}
