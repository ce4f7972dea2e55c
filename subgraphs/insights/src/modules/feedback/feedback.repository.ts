import type { Prisma, TenderFeedback } from '@hub/prisma/client';
import { lockUntilCommit, type ReadClient, type TeamTransaction } from '@hub/runtime/database';

export function findFeedback(db: ReadClient, tenderIds: readonly string[]): Promise<TenderFeedback[]> {
  return db.tenderFeedback.findMany({ where: { tenderId: { in: [...tenderIds] } } });
}

/** What the team said of a tender, which nobody else changes until the transaction ends. */
export async function lockFeedback(
  tx: TeamTransaction,
  { teamId, tenderId }: { teamId: string; tenderId: string },
): Promise<TenderFeedback | null> {
  // A row could only be locked once somebody has said something.
  await lockUntilCommit(tx, `feedback:${teamId}:${tenderId}`);
  return tx.tenderFeedback.findFirst({ where: { tenderId } });
}

/** Keeps the last word: of two at the same time the second replaces the first. */
export function upsertFeedback(
  tx: TeamTransaction,
  { teamId, tenderId, ...said }: Prisma.TenderFeedbackUncheckedCreateInput,
): Promise<TenderFeedback> {
  return tx.tenderFeedback.upsert({
    where: { teamId_tenderId: { teamId, tenderId } },
    create: { teamId, tenderId, ...said },
    update: said,
  });
}

export async function deleteFeedback(tx: TeamTransaction, tenderId: string): Promise<void> {
  await tx.tenderFeedback.deleteMany({ where: { tenderId } });
}
