import type { Draft, Prisma } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** Which drafts a list shows; what is absent is no condition. */
export interface DraftConditions {
  readonly ids?: string[] | undefined;
  readonly tenderIds?: string[] | undefined;
  readonly kinds?: string[] | undefined;
  readonly statuses?: string[] | undefined;
  readonly decisions?: string[] | undefined;
}

function whereOf({ ids, tenderIds, kinds, statuses, decisions }: DraftConditions): Prisma.DraftWhereInput[] {
  return [
    ...(ids === undefined ? [] : [{ id: { in: ids } }]),
    ...(tenderIds === undefined ? [] : [{ tenderId: { in: tenderIds } }]),
    ...(kinds === undefined ? [] : [{ kind: { in: kinds } }]),
    ...(statuses === undefined ? [] : [{ status: { in: statuses } }]),
    ...(decisions === undefined ? [] : [{ decision: { in: decisions } }]),
  ];
}

export function findDrafts(
  db: ReadClient,
  list: { conditions: DraftConditions; direction: 'asc' | 'desc'; after: string | null; take: number },
): Promise<Draft[]> {
  const { conditions, direction, after, take } = list;
  const further = after === null ? [] : [{ id: direction === 'desc' ? { lt: after } : { gt: after } }];
  return db.draft.findMany({ where: { AND: [...whereOf(conditions), ...further] }, orderBy: { id: direction }, take });
}

export function countDrafts(db: ReadClient, conditions: DraftConditions): Promise<number> {
  return db.draft.count({ where: { AND: whereOf(conditions) } });
}

export function findDraftsByIds(db: ReadClient, ids: readonly string[]): Promise<Draft[]> {
  return db.draft.findMany({ where: { id: { in: [...ids] } } });
}

export function findDraft(db: ReadClient | TeamTransaction, id: string): Promise<Draft | null> {
  return db.draft.findFirst({ where: { id } });
}

/** {@link findDraft}, which nobody else changes until the transaction ends. */
export async function lockDraft(tx: TeamTransaction, id: string): Promise<Draft | null> {
  await tx.$queryRaw`select from insights.draft where id = ${id}::uuid for no key update`;
  return findDraft(tx, id);
}

export function insertDraft(tx: TeamTransaction, data: Prisma.DraftUncheckedCreateInput): Promise<Draft> {
  return tx.draft.create({ data });
}

/** Changes a draft only while it is in a state; null when it is in another. */
export async function changeDraft(
  tx: TeamTransaction,
  { id, status }: Pick<Draft, 'id' | 'status'>,
  data: Omit<Prisma.DraftUncheckedUpdateManyInput, 'id' | 'teamId'>,
): Promise<Draft | null> {
  const [row] = await tx.draft.updateManyAndReturn({ where: { id, status }, data });
  return row ?? null;
}

/** Drafts that nobody works on any more, given up. */
export function giveUpDrafts(tx: TeamTransaction, { before, now }: { before: Date; now: Date }): Promise<Draft[]> {
  return tx.$queryRaw<Draft[]>`
    update insights.draft d set status = 'FAILED', finished_at = ${now}
    from (select team_id, id, status from insights.draft
      where team_id = (select app.current_team_id()) and status in ('QUEUED', 'RUNNING') and updated_at < ${before}
      order by id limit 100 for no key update skip locked) old
    where d.team_id = old.team_id and d.id = old.id
    returning d.id, old.status, d.reserved_tokens as "reservedTokens", d.budget_month as "budgetMonth"`;
}

/** What the team accepted last, as it was written. */
export async function findAcceptedSections(db: ReadClient, take: number): Promise<Draft['sections'][]> {
  const rows = await db.draft.findMany({
    where: { decision: 'ACCEPTED', kind: { not: 'VOICE' } },
    orderBy: { id: 'desc' },
    take,
    select: { sections: true },
  });
  return rows.map(({ sections }) => sections);
}
