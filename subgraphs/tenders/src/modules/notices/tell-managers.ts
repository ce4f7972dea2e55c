import { actForTeam, type TeamTransaction } from '@hub/runtime/database';
import { decisionReopened, notice, notify, type Notice } from '@hub/runtime/notifications';
import { materialFields } from './material-fields.js';
import { findReopenedPursuits, type ReopenedPursuit } from './tracker.repository.js';

const pageSize = 500;

/** A change of public tenders, as an event tells of it. */
export interface Changed {
  readonly change: number;
  /** Empty where the change does not name them. */
  readonly tenderIds: readonly string[];
  readonly at: Date;
}

/** Tells who leads a pursuit, in whichever team, that a change puts its decision in doubt: once, by the first change after it. */
export async function tellManagers(tx: TeamTransaction, { change, tenderIds, at }: Changed): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const page = { change, tenderIds, after, take: pageSize, now: at };
    const pursuits: ReopenedPursuit[] = await findReopenedPursuits(tx, page);
    for (const [teamId, own] of Map.groupBy(pursuits, (pursuit) => pursuit.teamId)) {
      await actForTeam(tx, teamId);
      await notify(tx, own.map(noticeOf), at);
    }
    if (pursuits.length < pageSize) break;
    after = pursuits.at(-1)?.gateDecisionId ?? null;
  }
  // What follows in the transaction is of no team again.
  await actForTeam(tx, null);
}

function noticeOf({
  gateDecisionId,
  projectId,
  projectName,
  version,
  changes,
  membershipIds,
}: ReopenedPursuit): Notice {
  return notice(
    decisionReopened,
    { projectName, version, fields: materialFields(changes) },
    // A release that comes late may make another change the first: the decision is in doubt already, and told of.
    {
      to: membershipIds,
      orWhoMay: 'project:decide',
      subjectId: projectId,
      key: `reopened:${projectId}:${gateDecisionId}`,
    },
  );
}
