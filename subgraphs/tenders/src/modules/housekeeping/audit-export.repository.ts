import type { AuditExport } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';
import type { AuditLine } from '@hub/runtime/events';

/** One run of a file: a later one has a higher number, and only the latest may finish. */
export type AuditRun = Pick<AuditExport, 'teamId' | 'id' | 'attempt' | 'seal'>;

/** Starts a run of a file that is not there yet; null when there is nothing to write. */
export async function claimAuditExport(tx: TeamTransaction, id: string): Promise<AuditRun | null> {
  const [row] = await tx.auditExport.updateManyAndReturn({
    where: { id, status: { in: ['QUEUED', 'RUNNING'] } },
    data: { status: 'RUNNING', attempt: { increment: 1 } },
    select: { teamId: true, id: true, attempt: true, seal: true },
  });
  return row ?? null;
}

/** How a run ended. */
export type AuditExportEnd =
  | (Pick<AuditExport, 'fileName' | 'byteSize' | 'finishedAt' | 'expiresAt'> & {
      readonly status: 'DONE';
      readonly sha256: Uint8Array<ArrayBuffer>;
    })
  | {
      readonly status: 'FAILED';
      readonly failure: 'LOG_CHANGED' | 'INTERNAL';
      readonly finishedAt: Date;
    };

/** Ends a run. False when a later one has taken over. */
export async function endAuditExport(
  tx: TeamTransaction,
  { id, attempt }: Pick<AuditExport, 'id' | 'attempt'>,
  data: AuditExportEnd,
): Promise<boolean> {
  const { count } = await tx.auditExport.updateMany({ where: { id, attempt, status: 'RUNNING' }, data });
  return count === 1;
}

/** The next events of the current team behind a place and up to another. */
export function findAuditLines(
  db: ReadClient,
  { after, until, limit }: { after: string; until: string; limit: number },
): Promise<AuditLine[]> {
  return db.$queryRaw<AuditLine[]>`
    select * from events.audit_lines(${BigInt(after)}::bigint, ${BigInt(until)}::bigint, ${limit}::int)`;
}
