-- Up Migration

-- 9. What the words of a public tender say beyond its fields: CIDB gradings, B-BBEE, preference points, briefings.
--
-- Reference tables as all of public tenders: read out of what was published, the same for every team, written with the
-- tender in one transaction. A row says which version of the readers made it, so that tenders can be read again when
-- the readers improve; a tender without a row was never read.
--
-- Cost: a column with a constant default is added without rewriting tender_search, but its index is built under a lock
-- against writing (about two seconds for a million rows). The new table is filled by `npm run hub -- reread-facts`.
-- Undo: the down section (loses what was read; reading again rebuilds it).

alter table tenders.tender_search add column cidb text[] not null default '{}';
-- Keys are few and go in at two microseconds a row; a list of pending ones would cost every search up to 20 ms.
create index tender_search_cidb on tenders.tender_search using gin (cidb) with (fastupdate = off);
comment on column tenders.tender_search.cidb is 'CIDB gradings that suffice, one for each class: GB6 is class GB from grade 6 on, *6 any class, GB* any grade, and with PE behind (GB6PE) for potentially emerging contractors only.';

create table tenders.tender_fact (
  tender_id uuid primary key references tenders.tender (id) on delete cascade,
  reader_version integer not null check (reader_version >= 0),
  cidb jsonb check (jsonb_typeof(cidb) = 'object'),
  bbbee jsonb check (jsonb_typeof(bbbee) = 'object'),
  preference jsonb check (jsonb_typeof(preference) = 'object'),
  briefing jsonb check (jsonb_typeof(briefing) = 'object')
);
comment on table tenders.tender_fact is 'What was read out of the free text of a tender, with the words it was read from. Null where the text says nothing.';
comment on column tenders.tender_fact.reader_version is 'Version of the readers; rows of older ones are read again.';
comment on column tenders.tender_fact.cidb is 'designations (grade, classOfWorks, isPotentiallyEmerging, isOrHigher, alternatives, span), notApplicable (spans), mention and emerging (span or null). A span has field, start, end, text.';
comment on column tenders.tender_fact.bbbee is 'levels (best, worst, span) and enterprises (kind, isCondition, span).';
comment on column tenders.tender_fact.preference is 'systems (system, span), goals (goal, points, span), proof (spans).';
comment on column tenders.tender_fact.briefing is 'isCompulsory and span; null as well where the tender has briefing sessions of its own.';

grant select on tenders.tender_fact to
  svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker;
grant insert, update, delete on tenders.tender_fact to svc_tenders, svc_worker;

-- Down Migration

drop table tenders.tender_fact;
alter table tenders.tender_search drop column cidb;
