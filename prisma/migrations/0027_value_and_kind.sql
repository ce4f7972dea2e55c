-- Up Migration

-- 27. How an estimated value was stated (an amount that cannot be read is not the same as none), and what a notice is for.
--
-- Cost: new columns without a rewrite, and one pass over tenders that state a value. Rows are read again by `hub
-- reread-facts` (or the worker at night). Undo: the down section; nothing is lost that is not in the releases.

alter table tenders.tender add column value_statement text not null default 'NOT_STATED'
  check (value_statement in ('STATED', 'NO_CURRENCY', 'CURRENCY_UNKNOWN', 'UNREADABLE', 'ZERO', 'NOT_STATED'));
comment on column tenders.tender.value_statement is 'How the estimated value was stated.';
alter table tenders.tender add column notice_kind text not null default 'TENDER' check (notice_kind in
  ('TENDER', 'QUOTATION', 'EXPRESSION_OF_INTEREST', 'PANEL', 'CORRECTION', 'CANCELLATION', 'REGRET', 'AWARD'));
comment on column tenders.tender.notice_kind is 'What the notice is for, by its words: portals list regrets and corrections as tenders.';
alter table tenders.tender_search add column value_statement text;

update tenders.tender set value_statement = case when value_currency is null then 'NO_CURRENCY' else 'STATED' end
where value_amount is not null;

-- Down Migration

alter table tenders.tender_search drop column value_statement;
alter table tenders.tender drop column value_statement, drop column notice_kind;
