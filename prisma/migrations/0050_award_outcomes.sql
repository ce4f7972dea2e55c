-- Up Migration

-- 50. What has become of an award, by one table of words in the languages of publishers: spending counted all awards but
-- those with three English words. Closing dates may follow from a duration, and amounts may stand for none.
--
-- Cost: a column without a rewrite, and one pass over awards; the other words are read by `hub reread-facts` (or the worker
-- at night). Undo: the down section; nothing is lost that is not in the releases.
--
-- Contract

alter table tenders.award add column outcome text not null default 'UNKNOWN'
  check (outcome in ('AWARDED', 'PENDING', 'UNSUCCESSFUL', 'CANCELLED', 'UNKNOWN'));
comment on column tenders.award.outcome is 'What has become of it, by its status and by releases that cancel it.';
update tenders.award set outcome = case
  when status is null or status in ('active', 'awarded') then 'AWARDED'
  when status in ('pending', 'unsuccessful', 'cancelled') then upper(status) end
where status is null or status in ('active', 'awarded', 'pending', 'unsuccessful', 'cancelled');
grant select (outcome) on tenders.award to svc_analytics;
revoke select (status) on tenders.award from svc_analytics;

alter table tenders.tender drop constraint tender_closing_statement_check, add constraint tender_closing_statement_check
  check (closing_statement in ('EXACT', 'DAY_ONLY', 'DURATION', 'UNREADABLE', 'PLACEHOLDER', 'NOT_STATED'));
alter table tenders.tender drop constraint tender_value_statement_check, add constraint tender_value_statement_check
  check (value_statement in ('STATED', 'NO_CURRENCY', 'CURRENCY_UNKNOWN', 'UNREADABLE', 'PLACEHOLDER', 'ZERO', 'NOT_STATED'));

-- Down Migration

update tenders.tender set closing_statement = 'EXACT' where closing_statement = 'DURATION';
update tenders.tender set value_statement = 'UNREADABLE' where value_statement = 'PLACEHOLDER';
update tenders.tender_search set value_statement = 'UNREADABLE' where value_statement = 'PLACEHOLDER';
alter table tenders.tender drop constraint tender_closing_statement_check, add constraint tender_closing_statement_check
  check (closing_statement in ('EXACT', 'DAY_ONLY', 'UNREADABLE', 'PLACEHOLDER', 'NOT_STATED'));
alter table tenders.tender drop constraint tender_value_statement_check, add constraint tender_value_statement_check
  check (value_statement in ('STATED', 'NO_CURRENCY', 'CURRENCY_UNKNOWN', 'UNREADABLE', 'ZERO', 'NOT_STATED'));
grant select (status) on tenders.award to svc_analytics;
alter table tenders.award drop column outcome;
