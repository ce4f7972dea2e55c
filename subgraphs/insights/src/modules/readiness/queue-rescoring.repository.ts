import type { TeamTransaction } from '@hub/runtime/database';

/** Which teams these are stays in the database. */
export async function queuePassed(tx: TeamTransaction, now: Date): Promise<void> {
  await tx.$queryRaw`select insights.queue_passed(${now}::timestamptz)`;
}

/** Which teams these are stays in the database. */
export async function queueRescoringOfAll(tx: TeamTransaction): Promise<void> {
  await tx.$queryRaw`select insights.queue_rescoring_of_all()`;
}
