import { Prisma } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** Says that sums are right as they stand, unless tenders have changed since; answers whether that is so. */
export async function confirmCount(tx: TeamTransaction, now: Date): Promise<boolean> {
  const confirmed = await tx.$executeRaw`
    update analytics.spend_count set counted_at = ${now}
    where place = coalesce((select max(place) from tenders.change), 0)`;
  return confirmed > 0;
}

/** When the sums were found right last; null when they never were. */
export async function findCountedAt(db: ReadClient): Promise<Date | null> {
  const row = await db.spendCount.findFirst({ select: { countedAt: true } });
  return row?.countedAt ?? null;
}

const month = Prisma.sql`date_trunc('month', t.published_at at time zone 'UTC')::date`;

// What a row says is the same as in `sumByBuyer`, which adds up when somebody asks for something else.
const counted = Prisma.sql`
  select basis, published_month, buyer_id, case when state = 'VALUED' then currency end as currency, state,
    case when state = 'VALUED' then sum(amount) end as amount, count(*) as row_count
  from (
    select 'ESTIMATED' as basis, ${month} as published_month, t.buyer_id, t.value_currency as currency, t.value_amount as amount,
      case when t.value_amount is not null then 'VALUED'
           when t.value_statement in ('UNREADABLE', 'PLACEHOLDER') then 'UNREADABLE_VALUE'
           else 'UNDISCLOSED_VALUE' end as state
    from tenders.tender_search t
    union all
    select 'AWARDED', ${month}, t.buyer_id, a.value_currency, a.value_amount,
      case when a.outcome <> 'AWARDED' then 'NOT_CONCLUDED'
           when a.value_amount is not null then 'VALUED'
           else 'UNDISCLOSED_VALUE' end
    from tenders.award a join tenders.tender_search t on t.tender_id = a.tender_id
  ) as spent group by 1, 2, 3, 4, 5`;

/** Nulls made comparable, so that the two sides can be matched by a hash. */
const keyOf = (row: Prisma.Sql): Prisma.Sql => Prisma.sql`(${row}.basis, coalesce(${row}.published_month, '-infinity'),
  coalesce(${row}.buyer_id, '00000000-0000-0000-0000-000000000000'), coalesce(${row}.currency, ''), ${row}.state)`;

/**
 * Adds up all awards and estimates, and writes the sums that differ. The change that the sums are said to be right with is
 * read first: what is committed meanwhile is counted again next time, never left out.
 */
export async function countSpend(tx: TeamTransaction, now: Date): Promise<void> {
  const [state] = await tx.$queryRaw<{ place: bigint }[]>`
    select coalesce(max(place), 0) as place from tenders.change`;
  await tx.$executeRaw`
    with counted as materialized (${counted}), gone as (
      delete from analytics.buyer_spend s where s.id in (
        select known.id from analytics.buyer_spend known left join counted c on ${keyOf(Prisma.sql`c`)} = ${keyOf(Prisma.sql`known`)}
        where c.basis is null)
    )
    insert into analytics.buyer_spend as known (basis, published_month, buyer_id, currency, state, amount, row_count)
    select basis, published_month, buyer_id, currency, state, amount, row_count from counted
    on conflict (basis, published_month, buyer_id, currency, state)
    do update set amount = excluded.amount, row_count = excluded.row_count
    where (known.amount, known.row_count) is distinct from (excluded.amount, excluded.row_count)`;
  await tx.$executeRaw`
    insert into analytics.spend_count (place, counted_at) values (${state?.place ?? 0n}, ${now})
    on conflict (is_only) do update set place = excluded.place, counted_at = excluded.counted_at`;
}
