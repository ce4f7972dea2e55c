import type { Export, Prisma } from '@hub/prisma/client';
import { lockUntilCommit, type ReadClient, type TeamTransaction } from '@hub/runtime/database';

/** What is stored when an export is asked for. */
export interface NewExport {
  readonly teamId: string;
  readonly format: string;
  readonly query: Prisma.InputJsonObject;
  readonly rowsMax: number;
  readonly byMembershipId: string | null;
  readonly requestedAt: Date;
}

/** One run of an export: a later one has a higher number, and only the latest may write. */
export interface ExportRun {
  readonly id: string;
  readonly attempt: number;
}

export function findExports(db: ReadClient, page: { after: string | null; take: number }): Promise<Export[]> {
  return db.export.findMany({
    where: page.after === null ? {} : { id: { lt: page.after } },
    orderBy: { id: 'desc' },
    take: page.take,
  });
}

export function countExports(db: ReadClient): Promise<number> {
  return db.export.count();
}

export function findExport(db: ReadClient | TeamTransaction, id: string): Promise<Export | null> {
  return db.export.findFirst({ where: { id } });
}

/** {@link findExport}, which nobody else changes until the transaction ends. */
export async function lockExport(tx: TeamTransaction, id: string): Promise<Export | null> {
  await tx.$queryRaw`select from tenders.export where id = ${id}::uuid for no key update`;
  return findExport(tx, id);
}

export function findExportsByIds(db: ReadClient, ids: readonly string[]): Promise<Export[]> {
  return db.export.findMany({ where: { id: { in: [...ids] } } });
}

/** Makes requests of one team wait for each other, so that a limit cannot be passed by asking twice at once. */
export async function lockExports(tx: TeamTransaction, teamId: string): Promise<void> {
  await lockUntilCommit(tx, `export:${teamId}`);
}

/** Exports that wait or run. */
export function countUnderWay(db: ReadClient | TeamTransaction): Promise<number> {
  return db.export.count({ where: { status: { in: ['QUEUED', 'RUNNING'] } } });
}

export function insertExport(tx: TeamTransaction, { byMembershipId, ...data }: NewExport): Promise<Export> {
  const actors = { requestedByMembershipId: byMembershipId, updatedByMembershipId: byMembershipId };
  return tx.export.create({ data: { ...data, ...actors } });
}

/** Cancels an export that waits or runs; null when there is none with this id any more. */
export async function cancelExport(
  tx: TeamTransaction,
  { id, now, byMembershipId }: { id: string; now: Date; byMembershipId: string | null },
): Promise<Export | null> {
  const [row] = await tx.export.updateManyAndReturn({
    where: { id, status: { in: ['QUEUED', 'RUNNING'] } },
    data: { status: 'CANCELLED', finishedAt: now, leaseUntil: null, updatedByMembershipId: byMembershipId },
  });
  return row ?? null;
}

/** Starts a run of what waits, or of what a dead run left; null when there is nothing to take over. */
export async function claimExport(
  tx: TeamTransaction,
  { id, now, leaseUntil }: { id: string; now: Date; leaseUntil: Date },
): Promise<Export | null> {
  const [row] = await tx.export.updateManyAndReturn({
    where: { id, OR: [{ status: 'QUEUED' }, { status: 'RUNNING', leaseUntil: { lt: now } }] },
    data: { status: 'RUNNING', attempt: { increment: 1 }, rowCount: 0, leaseUntil },
  });
  return row ?? null;
}

/** Notes how far a run has got. False when it is not its turn any more. */
export async function noteProgress(
  tx: TeamTransaction,
  { id, attempt }: ExportRun,
  data: { rowCount: number; leaseUntil: Date },
): Promise<boolean> {
  const { count } = await tx.export.updateMany({ where: { id, attempt, status: 'RUNNING' }, data });
  return count === 1;
}

/** How a run ended. */
export type ExportEnd =
  | {
      readonly status: 'DONE';
      readonly rowCount: number;
      readonly repairs: Prisma.InputJsonObject;
      readonly fileName: string;
      readonly byteSize: number;
      readonly sha256: Uint8Array<ArrayBuffer>;
      readonly finishedAt: Date;
      readonly expiresAt: Date;
    }
  | { readonly status: 'FAILED'; readonly failure: 'TOO_MANY_ROWS' | 'INTERNAL'; readonly finishedAt: Date }
  /** To be tried again. */
  | { readonly status: 'QUEUED'; readonly failures: number };

/** Ends a run. False when it is not its turn any more. */
export async function endRun(tx: TeamTransaction, { id, attempt }: ExportRun, end: ExportEnd): Promise<boolean> {
  const { count } = await tx.export.updateMany({
    where: { id, attempt, status: 'RUNNING' },
    data: { ...end, leaseUntil: null },
  });
  return count === 1;
}
