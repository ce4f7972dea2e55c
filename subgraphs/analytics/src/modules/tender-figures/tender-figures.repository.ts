import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import type { ProvinceQuestion, SpendQuestion } from './figure-shapes.js';
import { conditionOf, isUndated } from './tender-filter.repository.js';

/** Tenders counted by what becomes of them: a reason to leave them out, or null and a province. */
export interface ProvinceCount {
  readonly reason: string | null;
  readonly province: string | null;
  readonly rows: number;
}

export function countByProvince(db: ReadClient, question: ProvinceQuestion, now: Date): Promise<ProvinceCount[]> {
  return db.$queryRaw<ProvinceCount[]>`
    select case when ${isUndated(question)} then 'NO_PUBLICATION_DATE'
                when t.province is null then 'NO_PROVINCE' end as reason,
      t.province, count(*)::int as rows
    from tenders.tender_search t
    where ${conditionOf(question, now)}
    group by 1, 2`;
}

/** One kind of row: a buyer among those who spend most, all rows used together, or a reason to leave rows out. */
export interface SpendCount {
  readonly kind: 'BUYER' | 'TOTAL' | 'EXCLUDED';
  readonly reason: string | null;
  readonly buyer_id: string | null;
  readonly buyer_name: string | null;
  readonly amount: string | null;
  readonly rows: number;
  /** Buyers in the total. */
  readonly buyers: number | null;
}

/** Adds up by buyer once, then keeps the `take` buyers who spend most. Sums are exact decimals in text. */
export function sumByBuyer(
  db: ReadClient,
  options: { question: SpendQuestion; take: number; now: Date },
): Promise<SpendCount[]> {
  const { question, take, now } = options;
  const isAwarded = question.basis === 'AWARDED';
  const source = isAwarded
    ? Prisma.sql`tenders.award a join tenders.tender_search t on t.tender_id = a.tender_id
        cross join lateral (select a.outcome, a.value_amount, a.value_currency, null::text as value_statement) v`
    : Prisma.sql`tenders.tender_search t cross join lateral (select t.value_amount, t.value_currency, t.value_statement) v`;
  const isOpenEnded = isAwarded ? Prisma.sql`v.outcome <> 'AWARDED'` : Prisma.sql`false`;
  const counted = Prisma.sql`
    select case when ${isUndated(question)} then 'NO_PUBLICATION_DATE'
                when ${isOpenEnded} then 'NOT_CONCLUDED'
                when v.value_amount is null and v.value_statement in ('UNREADABLE', 'PLACEHOLDER') then 'UNREADABLE_VALUE'
                when v.value_amount is null then 'UNDISCLOSED_VALUE'
                when v.value_currency is distinct from ${question.currency} then 'OTHER_CURRENCY'
                when t.buyer_id is null then 'NO_BUYER' end as reason,
      t.buyer_id, sum(v.value_amount) as amount, count(*) as rows
    from ${source}
    where ${conditionOf(question, now)}
    group by 1, 2`;
  return answerOf(db, counted, take);
}

/** As sumByBuyer, out of sums by month: for whole months and every status. */
export function sumMonthsByBuyer(
  db: ReadClient,
  { question, take }: { question: SpendQuestion; take: number },
): Promise<SpendCount[]> {
  const { basis, currency, publishedFrom, publishedBefore } = question;
  const isIn = [Prisma.sql`t.basis = ${basis}`];
  if (publishedFrom !== null)
    isIn.push(Prisma.sql`(t.published_month is null or t.published_month >= ${publishedFrom.slice(0, 10)}::date)`);
  if (publishedBefore !== null)
    isIn.push(Prisma.sql`(t.published_month is null or t.published_month < ${publishedBefore.slice(0, 10)}::date)`);
  const isDateless = publishedFrom === null && publishedBefore === null ? 'false' : 't.published_month is null';
  const counted = Prisma.sql`
    select case when ${Prisma.raw(isDateless)} then 'NO_PUBLICATION_DATE'
                when t.state <> 'VALUED' then t.state
                when t.currency is distinct from ${currency} then 'OTHER_CURRENCY'
                when t.buyer_id is null then 'NO_BUYER' end as reason,
      t.buyer_id, sum(t.amount) as amount, sum(t.row_count) as rows
    from analytics.buyer_spend t
    where ${Prisma.join(isIn, ' and ')}
    group by 1, 2`;
  return answerOf(db, counted, take);
}

/** @param counted - rows and amounts by reason and buyer. */
function answerOf(db: ReadClient, counted: Prisma.Sql, take: number): Promise<SpendCount[]> {
  return db.$queryRaw<SpendCount[]>`
    with counted as materialized (${counted}), most as (
      select c.buyer_id, b.name, c.amount, c.rows
      from counted c join tenders.buyer b on b.id = c.buyer_id
      where c.reason is null
      order by c.amount desc, b.name, b.id
      limit ${take}
    )
    select 'BUYER' as kind, null as reason, buyer_id::text, name as buyer_name, amount::text, rows::int, null::int as buyers
    from most
    union all
    select 'TOTAL', null, null, null, coalesce(sum(amount), 0)::text, coalesce(sum(rows), 0)::int, count(*)::int
    from counted where reason is null
    union all
    select 'EXCLUDED', reason, null, null, null, sum(rows)::int, null
    from counted where reason is not null group by reason`;
}
