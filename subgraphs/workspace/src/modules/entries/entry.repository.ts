import { Prisma, type Entry } from '@hub/prisma/client';
import { currentTeam, ofCurrentTeam, type ReadClient, type TeamTransaction } from '@hub/runtime/database';
import { effectiveClosingOf } from '../lists/effective-closing.repository.js';
import type { VisibleTender } from '../tenders/visible-tender.repository.js';

/** What a person writes about a tender. */
export interface EntryFields {
  readonly status: string;
  readonly priority: string;
  readonly assigneeMembershipId: string | null;
  readonly notes: string | null;
}

export function findEntriesByIds(db: ReadClient, ids: readonly string[]): Promise<Entry[]> {
  return db.entry.findMany({ where: { ...ofCurrentTeam(), id: { in: [...ids] } } });
}

export function findEntriesByTenderIds(db: ReadClient, tenderIds: readonly string[]): Promise<Entry[]> {
  const ids = { in: [...tenderIds] };
  return db.entry.findMany({ where: { ...ofCurrentTeam(), OR: [{ tenderId: ids }, { teamTenderId: ids }] } });
}

export function findEntry(tx: TeamTransaction, id: string): Promise<Entry | null> {
  return tx.entry.findFirst({ where: { id } });
}

/** {@link findEntry}, which nobody else changes until the transaction ends. */
export async function lockEntry(tx: TeamTransaction, id: string): Promise<Entry | null> {
  await tx.$queryRaw`select from workspace.entry where id = ${id}::uuid for no key update`;
  return findEntry(tx, id);
}

export function findEntryByTender(tx: TeamTransaction, tenderId: string): Promise<Entry | null> {
  return tx.entry.findFirst({ where: { OR: [{ tenderId }, { teamTenderId: tenderId }] } });
}

/** When tenders close as the current team reads them, of those that it sees: its override comes before what was published. */
export function findClosingTimes(
  db: ReadClient,
  tenderIds: readonly string[],
): Promise<{ id: string; closingAt: Date | null }[]> {
  return db.$queryRaw<{ id: string; closingAt: Date | null }[]>`
    select t.id, ${effectiveClosingOf(Prisma.sql`t.closing_at`)} as "closingAt"
    from tenders.tender t
    left join tenders.tender_override v on v.team_id = ${currentTeam()} and v.tender_id = t.id
      and v.field = 'CLOSING_AT'
    where t.id = any (${[...tenderIds]}::uuid[])
    union all
    select o.id, o.closing_at from tenders.team_tender o
    where o.team_id = ${currentTeam()} and o.id = any (${[...tenderIds]}::uuid[])`;
}

/** How ready the current team is for tenders, as insights stored it. */
export function findReadinessScores(
  db: ReadClient,
  tenderIds: readonly string[],
): Promise<{ id: string; score: number | null }[]> {
  return db.$queryRaw<{ id: string; score: number | null }[]>`
    select tender_id as id, score::integer from insights.readiness_score
    where team_id = ${currentTeam()} and tender_id = any (${[...tenderIds]}::uuid[])
    union all
    select team_tender_id, score::integer from insights.own_readiness_score
    where team_id = ${currentTeam()} and team_tender_id = any (${[...tenderIds]}::uuid[])`;
}

/** Adds an entry for each tender that the team does not track already. Answers those that were added. */
export function insertEntries(
  tx: TeamTransaction,
  tenders: readonly VisibleTender[],
  { byMembershipId, ...fields }: EntryFields & { teamId: string; byMembershipId: string | null },
): Promise<Entry[]> {
  const shared = { ...fields, createdByMembershipId: byMembershipId, updatedByMembershipId: byMembershipId };
  return tx.entry.createManyAndReturn({
    data: tenders.map(({ id, isOwn }) => ({ ...shared, ...(isOwn ? { teamTenderId: id } : { tenderId: id }) })),
    skipDuplicates: true,
  });
}

/** Deletes an entry that still has the version given. False when it has another, or does not exist. */
export async function deleteEntry(
  tx: TeamTransaction,
  { id, expectedVersion }: { id: string; expectedVersion: number },
): Promise<boolean> {
  const { count } = await tx.entry.deleteMany({ where: { id, version: expectedVersion } });
  return count === 1;
}

/** Changes an entry that the transaction has locked, and counts the change. */
export async function changeEntry(
  tx: TeamTransaction,
  { id, fields, byMembershipId }: { id: string; fields: Partial<EntryFields>; byMembershipId: string | null },
): Promise<Entry> {
  const data = { ...fields, version: { increment: 1 }, updatedByMembershipId: byMembershipId };
  const [entry] = await tx.entry.updateManyAndReturn({ where: { id }, data });
  if (entry === undefined) throw new Error('The database changed no entry.');
  return entry;
}
