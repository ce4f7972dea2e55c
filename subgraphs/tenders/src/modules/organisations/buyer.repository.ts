import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { countOfParents, type PlacedCount, type PlacedRow, type SlicesQuery } from '@hub/runtime/loaders';
import { type AwardCount } from './award-totals.js';
import { asMicroseconds, fromMicroseconds } from './microseconds.repository.js';
import { exclusionOf, isNotConcluded } from './award-exclusion.repository.js';
import type { TenderStatus } from '../../ocds/index.js';
import { statusCondition } from '../search/search-conditions.repository.js';

/** Which tenders of a buyer; what is absent is no condition. */
export interface BuyerTenderConditions {
  readonly ids?: readonly string[] | undefined;
  readonly statuses?: readonly TenderStatus[] | undefined;
}

/** How much is known of a buyer. */
export interface BuyerFigures {
  readonly id: string;
  readonly tenderCount: number;
  readonly firstSeenAt: Date | null;
  readonly lastSeenAt: Date | null;
}

export function findFigures(db: ReadClient, buyerIds: readonly string[]): Promise<BuyerFigures[]> {
  return db.$queryRaw<BuyerFigures[]>`
    select t.buyer_id as id, count(*)::int as "tenderCount", min(t.published_at) as "firstSeenAt",
      max(t.published_at) as "lastSeenAt"
    from tenders.tender t where t.buyer_id = any (${[...buyerIds]}::uuid[]) group by t.buyer_id`;
}

/** Awards counted by what becomes of their values. */
export function countAwards(
  db: ReadClient,
  buyerIds: readonly string[],
): Promise<(AwardCount & { readonly owner: string })[]> {
  return db.$queryRaw<(AwardCount & { owner: string })[]>`
    with judged as (
      select t.buyer_id as owner, a.value_amount, a.value_currency, ${exclusionOf()} as reason
      from tenders.tender t join tenders.award a on a.tender_id = t.id
      where t.buyer_id = any (${[...buyerIds]}::uuid[])
    )
    select owner, reason, case when reason is null then value_currency end as currency, count(*)::int as awards,
      case when reason is null then sum(value_amount)::text end as amount
    from judged group by 1, 2, 3`;
}

/** Awards that one supplier won of one buyer, counted by what becomes of their values. */
export interface UsualSupplierCount extends AwardCount {
  readonly owner: string;
  readonly supplierId: string;
  readonly name: string;
  /** Among the suppliers of this buyer, from 1. */
  readonly place: number;
  readonly lastAwardedAt: Date | null;
  readonly lastTenderPublishedAt: Date | null;
}

/** The suppliers who won most awards of each buyer; only awards that were concluded. */
export function countUsualSuppliers(
  db: ReadClient,
  { buyerIds, take }: { buyerIds: readonly string[]; take: number },
): Promise<UsualSupplierCount[]> {
  return db.$queryRaw<UsualSupplierCount[]>`
    with won as (
      select distinct t.buyer_id as owner, r.supplier_id, t.published_at, a.tender_id, a.key, a.outcome, a.awarded_at,
        a.value_amount, a.value_currency
      from tenders.tender t
      join tenders.award a on a.tender_id = t.id and not ${isNotConcluded}
      join tenders.award_supplier w on w.tender_id = a.tender_id and w.award_key = a.key
      join tenders.supplier_record r on r.id = w.record_id
      where t.buyer_id = any (${[...buyerIds]}::uuid[])
    ), shared as (
      select won.*, count(*) over (partition by tender_id, key) > 1 as is_shared from won
    ), judged as (
      select a.*, ${exclusionOf(Prisma.sql`a.is_shared`)} as reason from shared a
    ), counted as (
      select owner, supplier_id, reason, case when reason is null then value_currency end as currency,
        count(*) as awards, sum(value_amount) as amount, max(awarded_at) as awarded_at, max(published_at) as published_at
      from judged group by 1, 2, 3, 4
    ), summed as (
      select counted.*, sum(awards) over of_supplier as awards_won, max(published_at) over of_supplier as last_published_at
      from counted window of_supplier as (partition by owner, supplier_id)
    ), placed as (
      select summed.*, s.name, (dense_rank() over (
        partition by owner order by awards_won desc, last_published_at desc nulls last, s.name, s.id))::int as place
      from summed join tenders.supplier s on s.id = summed.supplier_id
    )
    select owner, supplier_id as "supplierId", name, place, reason, currency, awards::int as awards,
      case when reason is null then amount::text end as amount, awarded_at as "lastAwardedAt",
      published_at as "lastTenderPublishedAt"
    from placed where place <= ${take} order by owner, place`;
}

/** A tender in the list of its buyer. */
export interface BuyerTenderRow {
  readonly id: string;
  /** When it was published, in microseconds since 1970; null when that is not known. */
  readonly at: string | null;
}

export type DatedPosition = readonly [at: string | null, id: string];

/** How many tenders some buyers have. */
export function countTenders(
  db: ReadClient,
  { parents, filter }: Pick<SlicesQuery<DatedPosition, string, BuyerTenderConditions>, 'parents' | 'filter'>,
  now: Date,
): Promise<PlacedCount[]> {
  const rows = Prisma.sql`join tenders.tender s on s.buyer_id = parent.id and ${isSelected(filter, now)}`;
  return countOfParents(db, parents, { rows });
}

/** Tenders of some buyers, the last published first; those without a date come last. */
export function findTenders(
  db: ReadClient,
  query: SlicesQuery<DatedPosition, string, BuyerTenderConditions>,
  now: Date,
): Promise<PlacedRow<BuyerTenderRow>[]> {
  const { parents, after, take, filter } = query;
  const condition = isSelected(filter, now);
  const [at, id] = after ?? [null, null];
  const isDatedBehind =
    at === null
      ? Prisma.sql`${after === null}`
      : Prisma.sql`(s.published_at, s.id) < (${fromMicroseconds(at)}, ${id}::uuid)`;
  const isUndatedBehind = after === null || at !== null ? Prisma.sql`true` : Prisma.sql`s.id < ${id}::uuid`;
  // Two statements in one, so that either walks the index.
  return db.$queryRaw<PlacedRow<BuyerTenderRow>[]>`
    select found.*, (parent.place - 1)::int as place
    from unnest(${[...parents]}::uuid[]) with ordinality as parent (id, place)
    cross join lateral (
      (select s.id, ${asMicroseconds(Prisma.sql`s.published_at`)} as at from tenders.tender s
       where s.buyer_id = parent.id and s.published_at is not null and ${isDatedBehind} and ${condition}
       order by s.published_at desc, s.id desc limit ${take})
      union all
      (select s.id, null as at from tenders.tender s
       where s.buyer_id = parent.id and s.published_at is null and ${isUndatedBehind} and ${condition}
       order by s.id desc limit ${take})
    ) found
    order by parent.place, found.at::bigint desc nulls last, found.id desc`;
}

/** That a tender `s` is one of those selected. */
function isSelected({ ids, statuses }: BuyerTenderConditions = {}, now: Date): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (ids !== undefined) conditions.push(Prisma.sql`s.id = any (${ids}::uuid[])`);
  if (statuses !== undefined) {
    const any = statuses.map((status) => statusCondition(status, now));
    conditions.push(Prisma.sql`(${Prisma.join(any, ' or ')})`);
  }
  return Prisma.join(conditions, ' and ');
}
