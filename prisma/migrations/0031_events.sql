-- Up Migration

-- 31. What happened is recorded once, in the transaction that does it, and read by everybody who must know.
--
-- A write puts its events into events.inbox through a function that stamps team, person, service and time. A sealer moves
-- what is committed to events.event and gives each row the next position; positions are given by one transaction after
-- the other and never before a commit, so a reader that asks for what is behind position N skips nothing, however long
-- some writer takes. Nothing stored depends on transaction ids: a dump restored into another server goes on as before.
--
-- inbox and event are tenant tables of a kind of their own: services have no rights on them, and go through functions of
-- hub_events, a role that cannot log in. No foreign keys: an event outlives what it speaks of. event has a partition for
-- each month; a job makes the next two, and without one sealing fails loudly while writes go on.
--
-- How it grows: inbox holds rows for milliseconds; event about 730 bytes a row, dropped by month after 13 months; anchor
-- a row for each team; reader a row for each reader; reader_failure a row for each event that a reader could not use.
-- Cost: new tables only. Undo: the down section (loses the record of what happened).

create table events.inbox (
  -- Order of writing; never shown to anyone.
  number bigint generated always as identity primary key,
  id uuid not null default app.uuid_v7(),
  team_id uuid not null,
  type text not null check (type ~ '^[a-z]+\.[a-z_]+(\.[a-z_]+)?$' and length(type) <= 60),
  subject_id text check (length(subject_id) between 1 and 200),
  actor_id uuid,
  persons uuid[] not null default '{}' check (cardinality(persons) <= 20),
  body jsonb not null default '{}' check (jsonb_typeof(body) = 'object' and pg_column_size(body) <= 16384),
  context jsonb not null default '{}' check (jsonb_typeof(context) = 'object' and pg_column_size(context) <= 4096),
  written_by text not null,
  written_at timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
comment on table events.inbox is 'Events of committed transactions that have no position yet. Rows stay for milliseconds.';
comment on column events.inbox.team_id is 'The nil UUID for what concerns no team: public tenders, the platform.';

create table events.event (
  position bigint not null,
  sealed_at timestamptz not null,
  team_id uuid not null,
  sequence bigint not null,
  id uuid not null,
  type text not null,
  subject_id text,
  actor_id uuid,
  persons uuid[] not null,
  written_by text not null,
  written_at timestamptz not null,
  salt bytea,
  body jsonb,
  context jsonb,
  body_hash bytea not null,
  hash bytea not null,
  primary key (position, sealed_at)
) partition by range (sealed_at);
create index event_team on events.event (team_id, sequence);
comment on table events.event is 'What happened, in the order of position. Rows are only ever added; an erasure empties salt, body and context.';
comment on column events.event.position is 'Given after the commit, one by one. Never shown to clients: it tells how busy other teams are.';
comment on column events.event.sequence is '1, 2, 3 and so on within the team, without gaps.';
comment on column events.event.id is 'What webhooks and clients tell repeated deliveries by.';
comment on column events.event.persons is 'Accounts whose data the body holds.';
comment on column events.event.context is 'How it came about: kind of actor, session, request.';
comment on column events.event.hash is 'Links the row to the one before it of the same team.';

create table events.anchor (team_id uuid primary key, sequence bigint not null, hash bytea not null);
comment on table events.anchor is 'The last event of each team whose partition was dropped: where its chain goes on.';

create table events.sealer (
  only_one boolean primary key default true check (only_one),
  position bigint not null,
  sealed_at timestamptz not null
) with (fillfactor = 10);
comment on table events.sealer is 'One row: the last position that was given.';
insert into events.sealer values (true, 0, '2020-01-01T00:00:00Z');

create table events.reader (
  name text primary key check (length(name) between 1 and 60),
  position bigint not null default 0,
  sealed_at timestamptz not null default '2020-01-01T00:00:00Z',
  moved_at timestamptz not null default now()
) with (fillfactor = 50);
comment on table events.reader is 'How far each reader has come; sealed_at only spares looking into old partitions.';

create table events.reader_failure (
  reader text not null references events.reader (name) on delete cascade,
  position bigint not null,
  event_id uuid not null,
  attempts integer not null check (attempts >= 1),
  error text not null check (length(error) <= 2000),
  failed_at timestamptz not null,
  passed_over_at timestamptz,
  primary key (reader, position)
);
comment on table events.reader_failure is 'Events that a reader could not use. passed_over_at: it went on without this one.';

alter table events.inbox enable row level security;
alter table events.inbox force row level security;
alter table events.event enable row level security;
alter table events.event force row level security;
alter table events.anchor enable row level security;
alter table events.anchor force row level security;
create policy team_isolation on events.event for select using (team_id = (select app.current_team_id()));
create policy keeper on events.inbox to hub_events using (true) with check (true);
create policy keeper on events.event to hub_events using (true) with check (true);
create policy keeper on events.anchor to hub_events using (true) with check (true);

grant usage on schema events to
  hub_events, svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker;
grant usage on schema app to hub_events;
grant insert (team_id, type, subject_id, actor_id, persons, body, context, written_by, written_at),
  update (persons, body, context), select, delete on events.inbox to hub_events;
grant select, insert, update (salt, body, context) on events.event to hub_events;
grant select, insert, update on events.anchor, events.reader to hub_events;
grant select, update on events.sealer to hub_events;
grant select, insert, update, delete on events.reader_failure to hub_events;
-- Identity shows teams what happened: each its own.
grant select on events.event to svc_identity;

-- Partitions ----------------------------------------------------------------------------------------------------

-- Made as a table of its own and then attached: "create ... partition of" locks the parent against everybody. Nobody but
-- hub_events has rights on a partition itself; reading through the parent needs none.
create function events.make_partition(p_month timestamptz) returns boolean
  language plpgsql volatile
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_from constant timestamptz := date_trunc('month', p_month, 'UTC');
  v_name constant text := 'event_' || to_char(v_from at time zone 'UTC', 'YYYYMM');
begin
  if to_regclass('events.' || v_name) is not null then return false; end if;
  execute format('create table events.%I (like events.event including defaults including constraints)', v_name);
  execute format('alter table events.%I enable row level security', v_name);
  execute format('alter table events.%I force row level security', v_name);
  execute format('create policy team_isolation on events.%I for select using (team_id = (select app.current_team_id()))', v_name);
  execute format('create policy keeper on events.%I to hub_events using (true) with check (true)', v_name);
  execute format('grant select, insert, update (salt, body, context) on events.%I to hub_events', v_name);
  execute format('alter table events.event attach partition events.%I for values from (%L) to (%L)',
    v_name, v_from, (v_from at time zone 'UTC' + interval '1 month') at time zone 'UTC');
  return true;
end
$$;
comment on function events.make_partition(timestamptz) is 'Makes the partition of the month of an instant, in UTC. False when there is one.';

-- Runs as the owner, because only the owner of a table may attach partitions to it.
create function events.make_partitions(p_now timestamptz default now()) returns integer
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select count(*) filter (where events.make_partition(
      (date_trunc('month', p_now, 'UTC') at time zone 'UTC' + make_interval(months => ahead)) at time zone 'UTC'))::integer
    from generate_series(0, 2) as ahead
  $$;
comment on function events.make_partitions(timestamptz) is 'Makes the partitions of this month and of the next two; answers how many were missing.';
select events.make_partitions();

-- Writing -------------------------------------------------------------------------------------------------------

-- The role whose rights a service uses; the worker takes on those of its jobs. Nobody can take on a role that they are
-- not a member of.
create function events.acting_service() returns text
  language sql stable parallel safe
  set search_path = pg_catalog, pg_temp
  as $$
    select case when current_setting('role') <> 'none' then current_setting('role') else session_user::text end
  $$;

create function events.refuse_foreign(p_type text) returns void
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
  as $$
begin
  if 'svc_' || split_part(p_type, '.', 1) is distinct from events.acting_service() then
    raise exception 'Events of type % are not written by %.', p_type, events.acting_service() using errcode = '42501';
  end if;
end
$$;

-- The only door in, with append_many. A service writes only events of its own name, and only for the team and the person
-- of the transaction.
create function events.append(
  p_type text, p_subject_id text, p_body jsonb, p_persons uuid[] default '{}', p_context jsonb default '{}'
) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform events.refuse_foreign(p_type);
  insert into events.inbox (team_id, type, subject_id, actor_id, persons, body, context, written_by, written_at)
  values (coalesce(app.current_team_id(), '00000000-0000-0000-0000-000000000000'), p_type, p_subject_id,
    app.current_account_id(), p_persons, p_body, p_context, events.acting_service(), clock_timestamp());
end
$$;
comment on function events.append(text, text, jsonb, uuid[], jsonb)
  is 'Records one event in the current transaction: it exists if and only if the transaction commits.';

create function events.append_many(p_events jsonb, p_context jsonb default '{}') returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform events.refuse_foreign(type) from jsonb_to_recordset(p_events) as given (type text) group by type;
  insert into events.inbox (team_id, type, subject_id, actor_id, persons, body, context, written_by, written_at)
  select coalesce(app.current_team_id(), '00000000-0000-0000-0000-000000000000'), given.event ->> 'type',
    given.event ->> 'subjectId', app.current_account_id(),
    coalesce(array(select jsonb_array_elements_text(given.event -> 'persons')::uuid), '{}'),
    given.event -> 'body', p_context, events.acting_service(), clock_timestamp()
  from jsonb_array_elements(p_events) with ordinality as given (event, place) order by place;
end
$$;
comment on function events.append_many(jsonb, jsonb)
  is 'Records events as append does: an array of objects with type, subjectId, body and persons.';

-- Sealing -------------------------------------------------------------------------------------------------------

create function events.link(p_before bytea, p_digest bytea, p_seed bytea) returns bytea
  language sql immutable parallel safe
  return sha256(coalesce(p_before, p_seed) || p_digest);
create aggregate events.chain(p_digest bytea, p_seed bytea) (sfunc = events.link, stype = bytea);
comment on aggregate events.chain(bytea, bytea) is 'The hash of each row over the one before it; the first one over the seed.';

-- Everything of a row but what an erasure empties, for which the hash of the body stands. Texts hold no zero byte. Stable
-- and not immutable, so that the planner puts it in place of its call: a call would take four times as long.
create function events.digest(
  p_position bigint, p_sealed_at timestamptz, p_team_id uuid, p_sequence bigint, p_id uuid, p_type text, p_subject_id text,
  p_actor_id uuid, p_persons uuid[], p_written_by text, p_written_at timestamptz, p_body_hash bytea
) returns bytea
  language sql stable parallel safe
  return sha256(int8send(p_position) || int8send((extract(epoch from p_sealed_at) * 1000000)::bigint)
    || uuid_send(p_team_id) || int8send(p_sequence) || uuid_send(p_id)
    || convert_to(p_type, 'UTF8') || '\x00'::bytea || convert_to(coalesce(p_subject_id, ''), 'UTF8') || '\x00'::bytea
    || uuid_send(coalesce(p_actor_id, '00000000-0000-0000-0000-000000000000'))
    || convert_to(array_to_string(p_persons, ','), 'UTF8') || '\x00'::bytea
    || convert_to(p_written_by, 'UTF8') || '\x00'::bytea
    || int8send((extract(epoch from p_written_at) * 1000000)::bigint) || p_body_hash);

create function events.hash_of_body(p_salt bytea, p_body jsonb, p_context jsonb) returns bytea
  language sql stable parallel safe
  return sha256(p_salt || convert_to(p_body::text, 'UTF8') || '\x00'::bytea || convert_to(p_context::text, 'UTF8'));

-- Where a team's chain begins when nothing came before.
create function events.seed_of(p_team_id uuid) returns bytea
  language sql immutable parallel safe
  return sha256(uuid_send(p_team_id));

-- Gives what is committed its place. One at a time; writers never wait for it, nor it for them. Call it in READ COMMITTED:
-- with a snapshot older than the lock two sealers would give the same positions. p_from is the number to begin at; 0 also
-- finds what a slow transaction left behind, at the price of walking over rows that are deleted and not yet vacuumed.
create function events.seal(p_max integer, p_from bigint default 0)
  returns table (sealed integer, last_number bigint, newest bigint)
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_count integer;
  v_last bigint;
  v_at timestamptz;
  v_number bigint;
  v_recent timestamptz;
begin
  if not pg_try_advisory_xact_lock(7130724) then
    return query select 0, p_from, s.position from events.sealer s;
    return;
  end if;
  select s.position, greatest(s.sealed_at, date_trunc('milliseconds', clock_timestamp()))
    into v_last, v_at from events.sealer s;
  v_recent := date_trunc('month', v_at, 'UTC');
  with taken as materialized (
    delete from events.inbox where number = any (array(
      select number from events.inbox where number >= p_from order by number limit p_max)) returning *
  ), salted as materialized (
    select t.*, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) as salt,
      row_number() over (order by number) as nth, row_number() over (partition by team_id order by number) as nth_of_team
    from taken t
  -- The last row of each team: in the newest partition, else in an older one, else the anchor.
  ), before as materialized (
    select t.team_id, coalesce(n.sequence, o.sequence, a.sequence, 0) as sequence,
      coalesce(n.hash, o.hash, a.hash, events.seed_of(t.team_id)) as hash
    from (select distinct team_id from taken) t
    left join lateral (
      select e.sequence, e.hash from events.event e
      where e.team_id = t.team_id and e.sealed_at >= v_recent order by e.sequence desc limit 1) n on true
    left join lateral (
      select e.sequence, e.hash from events.event e
      where n.hash is null and e.team_id = t.team_id and e.sealed_at < v_recent order by e.sequence desc limit 1) o on true
    left join events.anchor a on n.hash is null and o.hash is null and a.team_id = t.team_id
  ), placed as materialized (
    select s.*, v_last + s.nth as position, b.sequence + s.nth_of_team as sequence, b.hash as seed,
      events.hash_of_body(s.salt, s.body, s.context) as body_hash
    from salted s join before b using (team_id)
  ), linked as materialized (
    select p.*, events.chain(events.digest(p.position, v_at, p.team_id, p.sequence, p.id, p.type, p.subject_id,
        p.actor_id, p.persons, p.written_by, p.written_at, p.body_hash), p.seed)
      over (partition by p.team_id order by p.sequence) as hash
    from placed p
  ), written as (
    insert into events.event (position, sealed_at, team_id, sequence, id, type, subject_id, actor_id, persons, written_by,
      written_at, salt, body, context, body_hash, hash)
    select l.position, v_at, l.team_id, l.sequence, l.id, l.type, l.subject_id, l.actor_id, l.persons, l.written_by,
      l.written_at, l.salt, l.body, l.context, l.body_hash, l.hash
    from linked l order by l.position returning 1
  )
  select count(*), (select max(number) from taken) into v_count, v_number from written;
  if v_count > 0 then
    update events.sealer set position = v_last + v_count, sealed_at = v_at;
    perform pg_notify('events', (v_last + v_count)::text);
  end if;
  return query select v_count, coalesce(v_number, p_from), v_last + v_count;
end
$$;
comment on function events.seal(integer, bigint) is 'Moves at most so many events from the inbox to their places; answers how many, the last number, and the newest position.';

-- Reading -------------------------------------------------------------------------------------------------------

-- For whoever follows the stream of all teams without keeping a place in the database.
create function events.read_after(p_position bigint, p_sealed_at timestamptz, p_limit integer)
  returns setof events.event
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select * from events.event e where e.position > p_position and e.sealed_at >= p_sealed_at order by e.position limit p_limit;
  end;
comment on function events.read_after(bigint, timestamptz, integer) is 'Events of all teams after a position.';

-- Readers run with the rights of the service whose rows they write, on connections that the worker signed in for; no
-- service gets events of other teams on its own.
create function events.refuse_all_but_worker() returns void
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
  as $$
begin
  if session_user <> 'svc_worker' then
    raise exception 'Only the worker reads the events of all teams.' using errcode = '42501';
  end if;
end
$$;

create function events.enrol_reader(p_reader text, p_is_from_start boolean) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform events.refuse_all_but_worker();
  insert into events.reader (name, position, sealed_at)
  select p_reader, case when p_is_from_start then 0 else s.position end,
    case when p_is_from_start then '2020-01-01T00:00:00Z' else s.sealed_at end
  from events.sealer s on conflict (name) do nothing;
end
$$;
comment on function events.enrol_reader(text, boolean) is 'Makes a reader known: at the first event, or at the newest. One that is known stays where it is.';

-- Of each slice also the last event, wanted or not: that is how far the reader may move. Where nothing is left, one row
-- says where the reader is; no row at all says that another process reads under this name.
create function events.take(p_reader text, p_types text[], p_limit integer)
  returns table (
    "position" bigint, sealed_at timestamptz, team_id uuid, id uuid, type text, subject_id text, actor_id uuid,
    persons uuid[], body jsonb, context jsonb, written_at timestamptz, is_wanted boolean)
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_reader events.reader;
begin
  perform events.refuse_all_but_worker();
  -- Held until the transaction ends: one process at a time reads under a name, and the others do not wait for it.
  select * into v_reader from events.reader r where r.name = p_reader for update skip locked;
  if not found then return; end if;
  return query
    with slice as materialized (
      select * from events.event e
      where e.position > v_reader.position and e.sealed_at >= v_reader.sealed_at order by e.position limit p_limit)
    select s.position, s.sealed_at, s.team_id, s.id, s.type, s.subject_id, s.actor_id, s.persons, s.body, s.context,
      s.written_at, s.type = any (p_types)
    from slice s
    where s.type = any (p_types) or s.position = (select max(l.position) from slice l)
    order by s.position;
  if not found then
    return query select v_reader.position, v_reader.sealed_at, null::uuid, null::uuid, null, null, null::uuid,
      null::uuid[], null::jsonb, null::jsonb, null::timestamptz, false;
  end if;
end
$$;
comment on function events.take(text, text[], integer) is 'Locks a reader and answers the next events of some types.';

create function events.move(p_reader text, p_position bigint, p_sealed_at timestamptz) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform events.refuse_all_but_worker();
  update events.reader set position = p_position, sealed_at = p_sealed_at, moved_at = clock_timestamp()
  where name = p_reader and position < p_position;
  -- What was tried again and worked is no failure.
  delete from events.reader_failure where reader = p_reader and position <= p_position and passed_over_at is null;
end
$$;
comment on function events.move(text, bigint, timestamptz) is 'Moves a reader, in the transaction of its effects.';

create function events.note_failure(p_reader text, p_position bigint, p_event_id uuid, p_error text) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_attempts integer;
begin
  perform events.refuse_all_but_worker();
  insert into events.reader_failure as known (reader, position, event_id, attempts, error, failed_at)
  values (p_reader, p_position, p_event_id, 1, left(p_error, 2000), clock_timestamp())
  on conflict (reader, position) do update
    set attempts = known.attempts + 1, error = excluded.error, failed_at = excluded.failed_at
  returning attempts into v_attempts;
  return v_attempts;
end
$$;
comment on function events.note_failure(text, bigint, uuid, text) is 'Notes that a reader could not use an event; answers how often by now.';

create function events.pass_over(p_reader text, p_position bigint, p_sealed_at timestamptz) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform events.refuse_all_but_worker();
  update events.reader_failure set passed_over_at = clock_timestamp() where reader = p_reader and position = p_position;
  perform events.move(p_reader, p_position, p_sealed_at);
end
$$;
comment on function events.pass_over(text, bigint, timestamptz) is 'Moves a reader over an event that it cannot use; the failure stays noted.';

create function events.state()
  returns table (reader text, events_behind bigint, seconds_behind double precision, events_passed_over bigint)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select r.name, s.position - r.position, coalesce(extract(epoch from clock_timestamp() - (
        select e.sealed_at from events.event e
        where e.position > r.position and e.sealed_at >= r.sealed_at order by e.position limit 1)), 0)::double precision,
      (select count(*) from events.reader_failure f where f.reader = r.name and f.passed_over_at is not null)
    from events.reader r cross join events.sealer s
    union all
    select null, null, coalesce(extract(epoch from clock_timestamp() - (
      select i.written_at from events.inbox i order by i.number limit 1)), 0)::double precision, null
  $$;
comment on function events.state() is 'How far each reader is behind; the row without a name is the inbox, with the age of its oldest event.';

-- Proof and erasure ---------------------------------------------------------------------------------------------

create function events.verify(p_team_id uuid) returns table (sequence bigint, problem text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with walked as (
      select e.sequence, e.hash, e.body_hash, e.salt, e.body, e.context,
        events.digest(e.position, e.sealed_at, e.team_id, e.sequence, e.id, e.type, e.subject_id, e.actor_id, e.persons,
          e.written_by, e.written_at, e.body_hash) as digest,
        coalesce(lag(e.hash) over (order by e.sequence), a.hash, events.seed_of(p_team_id)) as before,
        coalesce(lag(e.sequence) over (order by e.sequence), a.sequence, 0) as sequence_before
      from events.event e left join events.anchor a on a.team_id = e.team_id
      where e.team_id = p_team_id)
    select w.sequence, p.problem
    from walked w
    cross join lateral (values
      ('GAP', w.sequence <> w.sequence_before + 1),
      ('LINK', w.hash is distinct from events.link(null, w.digest, w.before)),
      ('BODY', (w.body is null or w.context is null or w.salt is null) <> (w.body is null and w.context is null and w.salt is null)
        or w.body_hash <> events.hash_of_body(w.salt, w.body, w.context))
    ) as p (problem, is_found)
    where p.is_found order by w.sequence
  $$;
comment on function events.verify(uuid) is 'What is wrong with the chain of a team: GAP, LINK or BODY, by sequence. No row when it is whole. That the end is cut off is found by comparing heads.';

create function events.erase_person(p_account_id uuid) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with waiting as (
      update events.inbox set body = '{}', context = '{}' where persons @> array[p_account_id] returning 1
    ), erased as (
      update events.event set body = null, context = null, salt = null
      where persons @> array[p_account_id] and body is not null returning 1)
    select (select count(*) from waiting) + (select count(*) from erased)
  $$;
comment on function events.erase_person(uuid) is 'Empties the events that hold data of a person; answers how many. Chains still verify.';

create function events.erase_team(p_team_id uuid) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with waiting as (
      update events.inbox set body = '{}', context = '{}' where team_id = p_team_id returning 1
    ), erased as (
      update events.event set body = null, context = null, salt = null
      where team_id = p_team_id and body is not null returning 1)
    select (select count(*) from waiting) + (select count(*) from erased)
  $$;
comment on function events.erase_team(uuid) is 'Empties all events of a team; answers how many. Its chain still verifies.';

-- Who may what --------------------------------------------------------------------------------------------------

grant create on schema events to hub_events;
do $do$
declare
  v_function regprocedure;
begin
  for v_function in
    select oid::regprocedure from pg_proc
    where pronamespace = 'events'::regnamespace and prokind = 'f' and prosecdef
      and oid <> 'events.make_partitions(timestamptz)'::regprocedure
  loop
    execute format('alter function %s owner to hub_events', v_function);
  end loop;
  for v_function in
    select oid::regprocedure from pg_proc where pronamespace = 'events'::regnamespace and prokind = 'f'
  loop
    execute format('revoke all on function %s from public', v_function);
  end loop;
end
$do$;
revoke create on schema events from hub_events;
grant execute on function events.acting_service(), events.refuse_foreign(text), events.refuse_all_but_worker(),
  events.link(bytea, bytea, bytea),
  events.digest(bigint, timestamptz, uuid, bigint, uuid, text, text, uuid, uuid[], text, timestamptz, bytea),
  events.hash_of_body(bytea, jsonb, jsonb),
  events.seed_of(uuid) to hub_events;
grant execute on function events.append(text, text, jsonb, uuid[], jsonb), events.append_many(jsonb, jsonb) to
  svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker;
grant execute on function events.seal(integer, bigint), events.read_after(bigint, timestamptz, integer), events.state(),
  events.verify(uuid), events.erase_person(uuid), events.erase_team(uuid) to svc_worker;
-- The worker takes on these roles to run readers; signed in as themselves they are refused.
grant execute on function events.enrol_reader(text, boolean), events.take(text, text[], integer),
  events.move(text, bigint, timestamptz), events.note_failure(text, bigint, uuid, text),
  events.pass_over(text, bigint, timestamptz) to svc_tenders, svc_insights, svc_worker;
grant execute on function events.make_partitions(timestamptz) to svc_tenders, svc_worker;

-- Down Migration

do $do$
declare
  v_object record;
begin
  for v_object in
    select oid::regprocedure as name, prokind from pg_proc where pronamespace = 'events'::regnamespace order by prokind
  loop
    execute format('drop %s %s cascade', case when v_object.prokind = 'a' then 'aggregate' else 'function' end, v_object.name);
  end loop;
end
$do$;
drop table events.reader_failure, events.reader, events.sealer, events.anchor, events.event, events.inbox;
revoke usage on schema app from hub_events;
revoke usage on schema events from
  hub_events, svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker;
