import type { ReadClient } from '@hub/runtime/database';

const tenderSelect = {
  id: true,
  ocid: true,
  sourceId: true,
  url: true,
  title: true,
  description: true,
  reference: true,
  publisherStatus: true,
  lifecycle: true,
  statusEvidence: true,
  noticeKind: true,
  category: true,
  procurementCategory: true,
  method: true,
  methodDetails: true,
  province: true,
  deliveryLocation: true,
  specialConditions: true,
  language: true,
  contactName: true,
  contactEmail: true,
  contactPhone: true,
  buyerId: true,
  buyerName: true,
  valueAmount: true,
  valueCurrency: true,
  valueStatement: true,
  publishedAt: true,
  opensAt: true,
  closingAt: true,
  closingRaw: true,
  enquiriesUntil: true,
  closingStatement: true,
  presumedUntil: true,
  releaseCount: true,
  version: true,
} as const;

export function findByIds(db: ReadClient, ids: readonly string[]) {
  return db.tender.findMany({ where: { id: { in: [...ids] } }, select: tenderSelect });
}

export async function findIdByOcid(db: ReadClient, ocid: string): Promise<string | null> {
  const row = await db.tender.findFirst({ where: { ocid }, select: { id: true } });
  return row?.id ?? null;
}

export function findBuyersByIds(db: ReadClient, ids: readonly string[]) {
  return db.buyer.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
}

export function findBriefingSessions(db: ReadClient, tenderIds: readonly string[]) {
  return db.briefingSession.findMany({
    where: { tenderId: { in: [...tenderIds] } },
    orderBy: [{ tenderId: 'asc' }, { heldAt: { sort: 'asc', nulls: 'last' } }, { key: 'asc' }],
  });
}

export function findAwards(db: ReadClient, tenderIds: readonly string[]) {
  return db.award.findMany({
    where: { tenderId: { in: [...tenderIds] } },
    orderBy: [{ tenderId: 'asc' }, { position: 'asc' }, { key: 'asc' }],
  });
}
