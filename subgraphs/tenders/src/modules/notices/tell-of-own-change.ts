import type { TeamTransaction } from '@hub/runtime/database';
import { notify } from '@hub/runtime/notifications';
import { takeOwnChanges } from './notice.repository.js';
import { noticeOfChange } from './tell-trackers.js';

/** Tells those who track tenders of their team's own what a change means for a bid. The transaction is of the team. */
export async function tellOfOwnChange(tx: TeamTransaction, change: number, at: Date): Promise<void> {
  const changed = await takeOwnChanges(tx, change);
  await notify(
    tx,
    changed.map(({ membershipIds, ...one }) => noticeOfChange(membershipIds, { ...one, changeId: String(change) })),
    at,
  );
}
