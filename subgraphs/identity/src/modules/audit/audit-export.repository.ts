import type { AuditExport } from '@hub/prisma/client';
import { lockUntilCommit, type ReadClient, type TeamTransaction } from '@hub/runtime/database';
import type { Sealed } from '@hub/runtime/events';
import { z } from 'zod';

/** A file of the log, without the signature that it ends with. */
export type AuditExportRow = Omit<AuditExport, 'seal'>;

const withoutSeal = { seal: true } as const;

/** How many of a team are remembered. */
export const keptMax = 20;

/** The newest files of the current team. */
export function findAuditExports(db: ReadClient): Promise<AuditExportRow[]> {
  return db.auditExport.findMany({ omit: withoutSeal, orderBy: { id: 'desc' }, take: keptMax });
}

export function findAuditExportsByIds(db: ReadClient, ids: readonly string[]): Promise<AuditExportRow[]> {
  return db.auditExport.findMany({ omit: withoutSeal, where: { id: { in: [...ids] } } });
}

export function findAuditExport(tx: TeamTransaction, id: string): Promise<AuditExportRow | null> {
  return tx.auditExport.findFirst({ omit: withoutSeal, where: { id } });
}

/** Makes requests of one team wait for each other. */
export async function lockAuditExports(tx: TeamTransaction, teamId: string): Promise<void> {
  await lockUntilCommit(tx, `audit exports of ${teamId}`);
}

/** Files that wait or are written. */
export function countUnderWay(tx: TeamTransaction): Promise<number> {
  return tx.auditExport.count({ where: { status: { in: ['QUEUED', 'RUNNING'] } } });
}

const runs = z.array(z.tuple([z.string(), z.string()]));

/** Where the log of the current team begins and ends, and what was erased of it. */
export async function findSpan(tx: TeamTransaction): Promise<Pick<Sealed, 'from' | 'to' | 'erased'>> {
  const rows = await tx.$queryRaw<Record<'from_sequence' | 'from_hash' | 'to_sequence' | 'to_hash', string>[]>`
    select from_sequence, from_hash, to_sequence, to_hash, erased from events.audit_span()`;
  const row = z.looseObject({ erased: runs }).parse(rows[0]);
  const [found] = rows;
  return {
    from: { sequence: found?.from_sequence ?? '', hash: found?.from_hash ?? '' },
    to: { sequence: found?.to_sequence ?? '', hash: found?.to_hash ?? '' },
    erased: row.erased,
  };
}

/** Stores a request, and forgets the oldest ones above what is kept. */
export async function insertAuditExport(
  tx: TeamTransaction,
  data: Pick<
    AuditExport,
    'teamId' | 'id' | 'seal' | 'firstSequence' | 'lastSequence' | 'requestedByMembershipId' | 'createdAt'
  >,
): Promise<void> {
  await tx.auditExport.createMany({ data: [data] });
  const old = await tx.auditExport.findMany({ select: { id: true }, orderBy: { id: 'desc' }, skip: keptMax });
  await tx.auditExport.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
}
