-- Up Migration

-- 25. What the status of a tender rests on, and how its closing date was stated.
--
-- A tender without a closing date was open for ever. Now it is taken for open for 90 days after its newest release, and
-- what its status rests on is stored beside it. Rows are read again by `hub reread-facts` (or the worker at night), which
-- finds them by reader_version; until then they keep what was read, with the bound set here.
--
-- Cost: new columns without a rewrite; one pass over tenders for how closing dates were stated and one over those that
-- state none. All segments of the search are packed anew by tenders:pack-search. Undo: the down section; running
-- `hub reread-facts` with the code before this migration brings back what was read then.

alter table tenders.tender
  add column status_evidence text,
  add column closing_statement text not null default 'NOT_STATED'
    check (closing_statement in ('EXACT', 'DAY_ONLY', 'UNREADABLE', 'PLACEHOLDER', 'NOT_STATED')),
  add column presumed_until timestamptz,
  add column reader_version integer not null default 0;
comment on column tenders.tender.status_evidence is 'What the lifecycle rests on; null where only dates decide.';
comment on column tenders.tender.closing_statement is 'How the closing date was stated.';
comment on column tenders.tender.presumed_until is 'Until when a LIVE tender is taken for open although it states no closing date; null for without end.';
comment on column tenders.tender.reader_version is 'Version of the readers that read it out of its releases.';

alter table tenders.tender_search add column presumed_until timestamptz;

update tenders.tender set closing_statement = case when closing_at is null then 'UNREADABLE' else 'EXACT' end
where closing_raw is not null or closing_at is not null;
update tenders.tender t set presumed_until = greatest(t.opens_at, r.newest_at) + interval '90 days'
from (select ocid, max(released_at) as newest_at from tenders.release group by ocid) r
where r.ocid = t.ocid and t.closing_at is null;
update tenders.tender_search s set presumed_until = t.presumed_until
from tenders.tender t where t.id = s.tender_id and t.presumed_until is not null;

-- The portal leaves "planning" standing on tenders that are open.
update tenders.source set settings = settings || '{"plannedLags": true}' where name = 'za-etenders';

delete from tenders.search_block;
alter table tenders.search_block add column presumed bytea not null;
alter table tenders.search_block alter column presumed set storage external;
delete from tenders.search_change;
insert into tenders.search_change (block, places)
select (doc >> 13)::integer, array_agg((doc & 8191)::smallint) from tenders.tender_search group by 1;

grant select (presumed_until) on tenders.tender_search to svc_analytics;

-- Down Migration

update tenders.source set settings = settings - 'plannedLags' where name = 'za-etenders';
delete from tenders.search_block;
alter table tenders.search_block drop column presumed;
delete from tenders.search_change;
insert into tenders.search_change (block, places)
select (doc >> 13)::integer, array_agg((doc & 8191)::smallint) from tenders.tender_search group by 1;
alter table tenders.tender_search drop column presumed_until;
alter table tenders.tender
  drop column status_evidence, drop column closing_statement, drop column presumed_until, drop column reader_version;
