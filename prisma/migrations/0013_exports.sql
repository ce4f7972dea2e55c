-- Up Migration

-- 13. What goes out: files that teams have made of search results, and the list of tenders by their last change that
-- OCDS tools follow.
--
-- Cost: a new table, whose foreign keys lock identity.team and identity.membership for a moment; an index over
-- tenders.tender, which locks that table against writes while it is built (about a second for a million rows).
-- Undo: the down section (loses the list of exports; their files are removed when they are a week old).

create table tenders.export (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  format text not null check (format in ('OCDS_JSONL', 'CSV')),
  query jsonb not null default '{}' check (length(query::text) <= 20000),
  status text not null default 'QUEUED' check (status in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  rows_max integer not null check (rows_max > 0),
  row_count integer not null default 0 check (row_count >= 0),
  repairs jsonb not null default '{}' check (length(repairs::text) <= 2000),
  file_name text check (length(file_name) <= 100),
  byte_size bigint check (byte_size >= 0),
  sha256 bytea check (length(sha256) = 32),
  failure text check (failure in ('TOO_MANY_ROWS', 'INTERNAL')),
  attempt integer not null default 0 check (attempt >= 0),
  lease_until timestamptz(3),
  requested_by_membership_id uuid,
  requested_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  expires_at timestamptz(3),
  primary key (team_id, id),
  foreign key (team_id, requested_by_membership_id) references identity.membership (team_id, id)
    on delete set null (requested_by_membership_id),
  check (status <> 'DONE' or (file_name is not null and byte_size is not null and sha256 is not null
    and finished_at is not null and expires_at is not null))
);
create index export_status on tenders.export (team_id, status);
create index export_member on tenders.export (team_id, requested_by_membership_id);
comment on table tenders.export is 'A file that a team has had made of a search result.';
comment on column tenders.export.query is 'Search text and filter as they were checked when the export was asked for.';
comment on column tenders.export.repairs is 'How often each repair was made so that releases are valid, by kind.';
comment on column tenders.export.attempt is 'Counts runs: one that was overtaken by a later run must not finish.';
comment on column tenders.export.lease_until is 'When a run that has not moved counts as dead, and another may take over.';
comment on column tenders.export.expires_at is 'From then on there is no file any more.';

alter table tenders.export enable row level security;
alter table tenders.export force row level security;
create policy team_isolation on tenders.export
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select on tenders.export to svc_tenders;
grant insert (team_id, format, query, status, rows_max, row_count, repairs, attempt, requested_by_membership_id, requested_at)
  on tenders.export to svc_tenders;
grant update (status, row_count, repairs, file_name, byte_size, sha256, failure, attempt, lease_until, finished_at, expires_at)
  on tenders.export to svc_tenders;

-- Where in the list of changes an instant is.
create index tender_updated on tenders.tender (updated_at, changed_in);

-- The portal says this of its data in every package.
update tenders.source set settings = settings || '{"license": "https://opendatacommons.org/licenses/pddl/1-0/"}'
  where name = 'za-etenders';

-- Down Migration

update tenders.source set settings = settings - 'license' where name = 'za-etenders';
drop index tenders.tender_updated;
drop table tenders.export;
