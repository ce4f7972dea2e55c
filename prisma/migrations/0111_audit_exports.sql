-- Up Migration

-- 111. A team has its audit log made into a file that proves itself.
--
-- Identity alone holds the key that signs, and the worker alone writes files. So what is signed is fixed when the file is requested:
-- where the log begins and ends at that moment, and which events an erasure has emptied. The worker writes exactly that or nothing.
--
-- Cost: a new table; an index over events.event that only erased events are in. Undo: the down section (the list of files is
-- lost, and the files go within a week).

create table identity.audit_export (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  status text not null default 'QUEUED' check (status in ('QUEUED', 'RUNNING', 'DONE', 'FAILED')),
  failure text check (failure in ('LOG_CHANGED', 'INTERNAL')),
  seal text not null check (length(seal) <= 4000000),
  first_sequence bigint not null check (first_sequence >= 0),
  last_sequence bigint not null,
  attempt integer not null default 0 check (attempt >= 0),
  file_name text check (length(file_name) <= 100),
  byte_size bigint check (byte_size >= 0),
  sha256 bytea check (length(sha256) = 32),
  requested_by_membership_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  expires_at timestamptz(3),
  primary key (team_id, id),
  check (last_sequence >= first_sequence),
  foreign key (team_id, requested_by_membership_id) references identity.membership (team_id, id)
    on delete set null (requested_by_membership_id),
  check (status <> 'DONE' or (file_name is not null and byte_size is not null and sha256 is not null
    and finished_at is not null and expires_at is not null))
);
create index audit_export_member on identity.audit_export (team_id, requested_by_membership_id);
comment on table identity.audit_export is 'A file that a team has had made of its audit log.';
comment on column identity.audit_export.seal is 'What the file ends with: identity''s signature over where the log begins and ends.';
comment on column identity.audit_export.first_sequence is 'The place behind which the file begins.';
comment on column identity.audit_export.attempt is 'Counts runs: one that was overtaken by a later run must not finish.';
create trigger touch before update on identity.audit_export for each row execute function app.touch_updated_at();

alter table identity.audit_export enable row level security;
alter table identity.audit_export force row level security;
create policy team_isolation on identity.audit_export
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select, delete on identity.audit_export to svc_identity;
grant insert (team_id, id, status, seal, first_sequence, last_sequence, attempt, requested_by_membership_id, created_at)
  on identity.audit_export to svc_identity;
grant select (team_id, id, status, seal, attempt),
  update (status, failure, attempt, file_name, byte_size, sha256, finished_at, expires_at) on identity.audit_export to svc_tenders;

create index event_erased on events.event (team_id, sequence) where salt is null and body is null and context is null;

create function events.audit_span()
  returns table (from_sequence text, from_hash text, to_sequence text, to_hash text, erased jsonb)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with start as (
      select coalesce(a.sequence, 0) as sequence, coalesce(a.hash, events.seed_of(t.id)) as hash
      from (select app.current_team_id() as id) t left join events.anchor a on a.team_id = t.id
    ), last as (
      select e.sequence, e.hash from events.event e where e.team_id = app.current_team_id() order by e.sequence desc limit 1
    ), emptied as (
      select e.sequence, e.sequence - row_number() over (order by e.sequence) as run from events.event e
      where e.team_id = app.current_team_id() and e.salt is null and e.body is null and e.context is null
    ), runs as (
      select min(sequence) as first, max(sequence) as last from emptied group by run
    )
    select start.sequence::text, encode(start.hash, 'hex'), coalesce(last.sequence, start.sequence)::text,
      encode(coalesce(last.hash, start.hash), 'hex'),
      coalesce((select jsonb_agg(jsonb_build_array(runs.first::text, runs.last::text) order by runs.first) from runs), '[]')
    from start left join last on true
  $$;
comment on function events.audit_span() is
  'Where the log of the current team begins and ends in this database, and which of its events were erased: first and last of each run.';

create function events.audit_lines(p_after bigint, p_until bigint, p_limit integer)
  returns table (sequence text, "position" text, id uuid, type text, "subjectId" text, "actorId" uuid, persons text[], "writtenBy" text,
    "writtenAt" text, "sealedAt" text, salt text, body text, context text, "bodyHash" text, hash text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select e.sequence::text, e.position::text, e.id, e.type, e.subject_id, e.actor_id, e.persons::text[], e.written_by,
      (extract(epoch from e.written_at) * 1000000)::bigint::text, (extract(epoch from e.sealed_at) * 1000000)::bigint::text,
      encode(e.salt, 'hex'), e.body::text, e.context::text, encode(e.body_hash, 'hex'), encode(e.hash, 'hex')
    from events.event e
    where e.team_id = app.current_team_id() and e.sequence > p_after and e.sequence <= p_until
    order by e.sequence limit p_limit
  $$;
comment on function events.audit_lines(bigint, bigint, integer) is 'Events of the current team as an audit file holds them, from behind one place to another.';

grant create on schema events to hub_events;
alter function events.audit_span() owner to hub_events;
alter function events.audit_lines(bigint, bigint, integer) owner to hub_events;
revoke create on schema events from hub_events;
revoke all on function events.audit_span(), events.audit_lines(bigint, bigint, integer) from public;
grant execute on function events.audit_span() to svc_identity;
grant execute on function events.audit_lines(bigint, bigint, integer) to svc_tenders;

-- Down Migration

drop function events.audit_span(), events.audit_lines(bigint, bigint, integer);
drop index events.event_erased;
drop table identity.audit_export;
