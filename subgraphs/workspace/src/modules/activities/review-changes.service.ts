import { actForTeam, type TeamTransaction } from '@hub/runtime/database';
import { activityCreated } from '@hub/runtime/events';
import { tellOfActivity } from './activity-results.js';
import { findTeamZone } from './activity.repository.js';
import {
  findMaterialChanges,
  findWork,
  insertReview,
  type MaterialChange,
  type WorkOnTender,
} from './review-changes.repository.js';

const pageSize = 500;
const dayMs = 24 * 60 * 60 * 1000;

/** Adds the review of a change wherever a team has the tender in hand: to its open pursuit, or else to its entry. */
export async function addReviews(
  tx: TeamTransaction,
  { change, tenderIds, at }: { readonly change: number; readonly tenderIds: readonly string[]; readonly at: Date },
): Promise<void> {
  const changes = await findMaterialChanges(tx, { change, tenderIds });
  const byTender = new Map(changes.map((one) => [one.tenderId, one]));
  let after: string | null = null;
  while (byTender.size > 0) {
    const work: WorkOnTender[] = await findWork(tx, { tenderIds: [...byTender.keys()], after, take: pageSize });
    for (const [teamId, own] of Map.groupBy(work, (one) => one.teamId)) {
      await actForTeam(tx, teamId);
      await addOfTeam(tx, own, { byTender, at });
    }
    if (work.length < pageSize) break;
    after = work.at(-1)?.id ?? null;
  }
  // What follows in the transaction is of no team again.
  await actForTeam(tx, null);
}

async function addOfTeam(
  tx: TeamTransaction,
  work: readonly WorkOnTender[],
  { byTender, at }: { readonly byTender: ReadonlyMap<string, MaterialChange>; readonly at: Date },
): Promise<void> {
  const timeZone = await findTeamZone(tx);
  for (const { teamId, tenderId, projectId, entryId, assigneeId } of work) {
    const change = byTender.get(tenderId);
    if (change === undefined) continue;
    const activity = await insertReview(tx, {
      ...{ teamId, projectId, entryId, timeZone, kind: 'REVIEW', priority: 'HIGH', tags: ['tender change'] },
      ...{ title: titleOf(change), notes: notesOf(change), changeReleaseId: change.releaseId },
      ...{ startsAt: at, endsAt: new Date(at.getTime() + dayMs), assigneeMembershipId: assigneeId },
    });
    if (activity !== null) await tellOfActivity(tx, activityCreated, { before: null, after: activity });
  }
}

const titleOf = ({ title }: MaterialChange) => `The tender has changed: ${title}`.slice(0, 200);

function notesOf({ version, fields }: MaterialChange): string {
  const words = fields.map((field) => field.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`));
  return `Version ${version} changes: ${words.join(', ')}. Look at what this means for the bid.`;
}
