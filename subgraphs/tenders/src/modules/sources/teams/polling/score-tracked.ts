import type { TeamTransaction } from '@hub/runtime/database';
import { enqueueMany } from '@hub/runtime/jobs';
import { slicesOf } from '@hub/runtime/values';
import { scoreTenders, scoringQueueOf } from '../../../../scoring.js';
import { findTracked } from './team-rows.repository.js';

/** What one job takes. */
const tendersMax = 1_000;

/** Queues the scoring of what the team tracks among rows of a source, since they have changed. */
export async function scoreTracked(
  tx: TeamTransaction,
  { id, teamId }: { readonly id: string; readonly teamId: string },
  externalIds: readonly string[],
): Promise<void> {
  const tracked = await findTracked(tx, id, externalIds);
  const jobs = slicesOf(tracked, tendersMax).map((tenderIds) => ({
    payload: { tenderIds },
    queue: scoringQueueOf(teamId),
  }));
  await enqueueMany(tx, scoreTenders, jobs);
}
