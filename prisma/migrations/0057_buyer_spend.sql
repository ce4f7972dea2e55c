-- Up Migration

-- 57. Spending by buyer is added up beforehand, by month.
--
-- The sum over a million tenders took 1.2 s of the database. Now a job of analytics adds up what has changed since it last
-- looked, apart from the transactions of imports, and a figure for whole months is read from a few thousand rows.
--
--   buyer_spend    sums and counts by buyer and month of publication, of awards and of estimates.
--   spend_count    when they were added up, and with which change of tenders: one row.
--
-- Cost: new tables only. Undo: the down section; figures are then added up when somebody wants them.

create table analytics.buyer_spend (
  id bigint primary key generated always as identity,
  basis text not null check (basis in ('AWARDED', 'ESTIMATED')),
  -- The first day of the month, in UTC; null where the tender has no date.
  published_month date check (extract(day from published_month) = 1),
  buyer_id uuid,
  currency text check (app.is_currency(currency)),
  -- What can be added up, or why the rows are left out.
  state text not null check (state in ('VALUED', 'NOT_CONCLUDED', 'UNDISCLOSED_VALUE', 'UNREADABLE_VALUE')),
  amount numeric check (amount > '-Infinity' and amount < 'Infinity'),
  row_count bigint not null check (row_count > 0),
  unique nulls not distinct (basis, published_month, buyer_id, currency, state),
  check ((amount is not null) = (state = 'VALUED')),
  check (currency is null or state = 'VALUED')
);
comment on table analytics.buyer_spend is 'Awards and estimates by buyer and month, added up by the job analytics:count-spend.';

create table analytics.spend_count (
  is_only boolean primary key default true check (is_only),
  place bigint not null check (place >= 0),
  counted_at timestamptz not null
);
comment on table analytics.spend_count is 'When buyer_spend was found right last, and the place of the change that it was right with.';

grant select, insert, update, delete on analytics.buyer_spend to svc_analytics;
grant select, insert, update on analytics.spend_count to svc_analytics;
grant select (place) on tenders.change to svc_analytics;

-- Down Migration

revoke select (place) on tenders.change from svc_analytics;
drop table analytics.spend_count;
drop table analytics.buyer_spend;
