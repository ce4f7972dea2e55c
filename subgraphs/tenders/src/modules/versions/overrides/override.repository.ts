import type { TenderOverride } from '@hub/prisma/client';
import { lockUntilCommit, type ReadClient, type TeamTransaction } from '@hub/runtime/database';
import type { OverrideFieldName, PublishedFields } from './override-fields.js';

/** An override beside what is published now. */
export interface OverrideRecord {
  readonly id: string;
  readonly tenderId: string;
  readonly field: OverrideFieldName;
  readonly original: string | null;
  readonly published: string | null;
  readonly value: string | null;
  readonly reason: string;
  readonly createdByMembershipId: string | null;
  readonly createdAt: Date;
  readonly overriddenByMembershipId: string | null;
  readonly overriddenAt: Date;
}

/** An override that is gone. */
export interface DeletedOverride {
  readonly __typename: 'DeleteTenderOverrideSuccess';
  readonly deletedId: string;
  readonly field: OverrideFieldName;
  readonly tenderId: string;
}

type Written = Pick<OverrideRecord, 'id' | 'createdByMembershipId' | 'createdAt' | 'overriddenAt'>;

const publishedSelect = {
  id: true,
  category: true,
  closingAt: true,
  deliveryLocation: true,
  description: true,
  method: true,
  methodDetails: true,
  opensAt: true,
  procurementCategory: true,
  province: true,
  reference: true,
  specialConditions: true,
  title: true,
  valueAmount: true,
  valueCurrency: true,
} as const;

/** Overrides of the current team, in the order of their fields. */
export function findOverrides(db: ReadClient, tenderIds: readonly string[]): Promise<TenderOverride[]> {
  return db.tenderOverride.findMany({
    where: { tenderId: { in: [...tenderIds] } },
    orderBy: [{ tenderId: 'asc' }, { field: 'asc' }],
  });
}

/** Overrides of the current team by id. */
export function findOverridesByIds(db: ReadClient, ids: readonly string[]): Promise<TenderOverride[]> {
  return db.tenderOverride.findMany({ where: { id: { in: [...ids] } } });
}

/** What is published of some tenders. Never from the cache: it must not be older than an override beside it. */
export function findPublished(
  db: Pick<ReadClient, 'tender'> | Pick<TeamTransaction, 'tender'>,
  ids: readonly string[],
): Promise<(PublishedFields & { id: string })[]> {
  return db.tender.findMany({ where: { id: { in: [...ids] } }, select: publishedSelect });
}

/** Notes an override in place of an earlier one of the same field. */
export async function upsertOverride(
  tx: TeamTransaction,
  override: Pick<
    OverrideRecord,
    'tenderId' | 'field' | 'original' | 'value' | 'reason' | 'overriddenByMembershipId'
  > & {
    teamId: string;
  },
): Promise<Written> {
  const { teamId, tenderId, field, original, value, reason, overriddenByMembershipId } = override;
  const rows = await tx.$queryRaw<Written[]>`
    insert into tenders.tender_override (team_id, tender_id, field, original, value, reason, overridden_by_membership_id,
      created_by_membership_id)
    values (${teamId}::uuid, ${tenderId}::uuid, ${field}, ${original}, ${value}, ${reason}, ${overriddenByMembershipId}::uuid,
      ${overriddenByMembershipId}::uuid)
    on conflict (team_id, tender_id, field) do update set original = excluded.original, value = excluded.value,
      reason = excluded.reason, overridden_by_membership_id = excluded.overridden_by_membership_id, overridden_at = now()
    returning id, created_by_membership_id as "createdByMembershipId", created_at as "createdAt",
      overridden_at as "overriddenAt"`;
  const [row] = rows;
  if (row === undefined) throw new Error('An override was written and not answered.');
  return row;
}

/** Makes changes of one override wait for each other, so that each knows what was there before it. */
export async function lockOverride(
  tx: TeamTransaction,
  { teamId, tenderId, field }: { teamId: string; tenderId: string; field: OverrideFieldName },
): Promise<void> {
  await lockUntilCommit(tx, `tender_override:${teamId}:${tenderId}:${field}`);
}

/** One override of the current team; null when there is none. */
export function findOverride(
  tx: TeamTransaction,
  which: { tenderId: string; field: OverrideFieldName },
): Promise<TenderOverride | null> {
  return tx.tenderOverride.findFirst({ where: which });
}

/** Removes an override of the current team. Answers its id; null when there is none. */
export async function deleteOverride(
  tx: TeamTransaction,
  which: { tenderId: string; field: OverrideFieldName },
): Promise<string | null> {
  const [deleted] = await tx.$queryRaw<{ id: string }[]>`
    delete from tenders.tender_override where tender_id = ${which.tenderId}::uuid and field = ${which.field} returning id`;
  return deleted?.id ?? null;
}
