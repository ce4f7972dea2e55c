-- Up Migration

-- 61. An erasure reaches archived months too, and the database's own clock says which months are archived.
--
-- An erasure and an archiving are told apart by a count of erasures: whoever archives reads the count first, and a month is
-- only dropped while the count is the same. So a body is either erased in the table before its file counts, or found in the
-- file. An erasure empties what waits before what is sealed, each with a snapshot of its own: what a sealer moves meanwhile is
-- found by the second. Only the oldest month is archived, so that the anchors are the chains' ends right before it.
--
-- How it grows: events.erasures is one row. Cost: a new table, a column and functions only. Undo: the down section.

create table events.erasures (
  only_one boolean primary key default true check (only_one),
  times bigint not null
) with (fillfactor = 10);
comment on table events.erasures is 'One row: how often events of a team or a person were emptied.';
insert into events.erasures values (true, 0);
grant select, update on events.erasures to hub_events;

alter table events.archive add column bodies_written_at timestamptz;
comment on column events.archive.bodies_sha256 is 'Of the file of bodies as it is now; an erasure writes it anew.';
comment on column events.archive.bodies_written_at is 'When an erasure last wrote the file of bodies anew.';
grant update (bodies_sha256, bodies_written_at) on events.archive to hub_events;

-- Erasing ---------------------------------------------------------------------------------------------------------

create or replace function events.erase_person(p_account_id uuid) returns bigint
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_waiting bigint;
  v_sealed bigint;
begin
  update events.erasures set times = times + 1;
  update events.inbox set body = '{}', context = '{}' where persons @> array[p_account_id];
  get diagnostics v_waiting = row_count;
  update events.event set body = null, context = null, salt = null
  where persons @> array[p_account_id] and body is not null;
  get diagnostics v_sealed = row_count;
  return v_waiting + v_sealed;
end
$$;

create or replace function events.erase_team(p_team_id uuid) returns bigint
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_waiting bigint;
  v_sealed bigint;
begin
  update events.erasures set times = times + 1;
  update events.inbox set body = '{}', context = '{}' where team_id = p_team_id;
  get diagnostics v_waiting = row_count;
  update events.event set body = null, context = null, salt = null where team_id = p_team_id and body is not null;
  get diagnostics v_sealed = row_count;
  return v_waiting + v_sealed;
end
$$;

create function events.archived() returns table (month timestamptz, links_sha256 bytea, bodies_sha256 bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$ select a.month, a.links_sha256, a.bodies_sha256 from events.archive a order by a.month $$;
comment on function events.archived() is 'Months whose events are in files, the oldest first.';

create function events.note_bodies(p_month timestamptz, p_bodies_sha256 bytea) returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    update events.archive set bodies_sha256 = p_bodies_sha256, bodies_written_at = clock_timestamp()
    where month = p_month and bodies_sha256 <> p_bodies_sha256
  $$;
comment on function events.note_bodies(timestamptz, bytea) is 'Notes that the file of bodies of a month was written anew.';

-- Archiving -------------------------------------------------------------------------------------------------------

drop function events.archive_month(timestamptz, timestamptz, bigint, bigint, bytea, bytea), events.archivable(timestamptz);

create function events.archivable() returns setof timestamptz
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select m.month from pg_inherits i join pg_class c on c.oid = i.inhrelid
    cross join lateral (
      select to_timestamp(substr(c.relname, 7) || '01', 'YYYYMMDD')::timestamp at time zone 'UTC' as month) m
    where i.inhparent = 'events.event'::regclass
      and events.month_end(m.month) <= (clock_timestamp() at time zone 'UTC' - interval '13 months') at time zone 'UTC'
    order by 1
  $$;
comment on function events.archivable() is 'Months in the database that have been over for 13 months, the oldest first.';

create function events.erasure_count() returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$ select times from events.erasures $$;
comment on function events.erasure_count() is 'How often events were emptied; read before the files of a month are begun.';

create function events.anchors(p_after uuid, p_limit integer) returns table (team_id uuid, sequence bigint, hash text)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform events.refuse_all_but_worker();
  return query select a.team_id, a.sequence, encode(a.hash, 'hex')
    from events.anchor a
    where a.team_id >= coalesce(p_after, '00000000-0000-0000-0000-000000000000') and a.team_id is distinct from p_after
    order by a.team_id limit p_limit;
end
$$;
comment on function events.anchors(uuid, integer) is 'Where the chains of teams after one, or of the first ones, go on in the oldest month of the database.';

create function events.archive_month(
  p_month timestamptz, p_erasures bigint, p_first bigint, p_last bigint, p_links_sha256 bytea, p_bodies_sha256 bytea
) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_end constant timestamptz := events.month_end(p_month);
  v_first bigint;
  v_last bigint;
  v_reader text;
begin
  perform events.refuse_all_but_worker();
  if p_month is distinct from (select min(due) from events.archivable() as due) then
    raise exception 'The events of % are not to be archived yet.', p_month using errcode = '42501';
  end if;
  -- Held until the transaction ends: an erasure comes before, and is seen here, or after, and finds the month among the files.
  perform from events.erasures e where e.times = p_erasures for update;
  if not found then return false; end if;
  select min(e.position), max(e.position) into v_first, v_last
  from events.event e where e.sealed_at >= p_month and e.sealed_at < v_end;
  -- Positions have no gaps, so both ends tell how many there are.
  if v_first is distinct from p_first or v_last is distinct from p_last then
    raise exception 'The files hold events % to % and the month those from % to %.', p_first, p_last, v_first, v_last
      using errcode = 'data_exception';
  end if;
  if v_last is not null then
    select r.name into v_reader from events.reader r where r.position < v_last order by r.position limit 1;
    if found then
      raise exception 'The reader % has not read the events of % yet.', v_reader, p_month using errcode = 'object_in_use';
    end if;
    -- Team by team: an index finds the next team and its last event, however many events there are.
    with recursive team as (
      (select e.team_id from events.event e where e.sealed_at >= p_month and e.sealed_at < v_end order by e.team_id limit 1)
      union all
      select (select e.team_id from events.event e where e.sealed_at >= p_month and e.sealed_at < v_end
        and e.team_id > t.team_id order by e.team_id limit 1)
      from team t where t.team_id is not null
    )
    insert into events.anchor as known (team_id, sequence, hash)
    select t.team_id, l.sequence, l.hash from team t
    cross join lateral (
      select e.sequence, e.hash from events.event e
      where e.team_id = t.team_id and e.sealed_at >= p_month and e.sealed_at < v_end order by e.sequence desc limit 1) l
    on conflict (team_id) do update set sequence = excluded.sequence, hash = excluded.hash
      where known.sequence < excluded.sequence;
    insert into events.archive (month, first_position, last_position, links_sha256, bodies_sha256)
    values (p_month, v_first, v_last, p_links_sha256, p_bodies_sha256);
  end if;
  perform events.drop_month(p_month);
  return true;
end
$$;
comment on function events.archive_month(timestamptz, bigint, bigint, bigint, bytea, bytea)
  is 'Anchors the chains of the oldest month, whose files were verified, notes the files and drops its table. False when bodies were erased since the files were begun. First and last are null for a month without events.';

-- The ends of chains ----------------------------------------------------------------------------------------------

drop function events.heads(timestamptz);

-- Team by team: an index finds the next team and its last event, however many events there are.
create function events.heads(p_after uuid, p_limit integer) returns table (team_id uuid, sequence bigint, hash text)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_team uuid := p_after;
begin
  perform events.refuse_all_but_worker();
  for v_nth in 1 .. p_limit loop
    if v_team is null then
      v_team := '00000000-0000-0000-0000-000000000000';
    else
      v_team := least(
        (select e.team_id from events.event e where e.team_id > v_team order by e.team_id limit 1),
        (select a.team_id from events.anchor a where a.team_id > v_team order by a.team_id limit 1));
      exit when v_team is null;
    end if;
    return query
      (select e.team_id, e.sequence, encode(e.hash, 'hex') from events.event e
        where e.team_id = v_team order by e.sequence desc limit 1)
      union all
      select a.team_id, a.sequence, encode(a.hash, 'hex') from events.anchor a
        where a.team_id = v_team and not exists (select 1 from events.event e where e.team_id = v_team);
  end loop;
end
$$;
comment on function events.heads(uuid, integer) is 'The last link of each team after one, or of the first ones, whether it is in the database or in files.';

grant create on schema events to hub_events;
alter function events.archived() owner to hub_events;
alter function events.note_bodies(timestamptz, bytea) owner to hub_events;
alter function events.archivable() owner to hub_events;
alter function events.erasure_count() owner to hub_events;
alter function events.anchors(uuid, integer) owner to hub_events;
alter function events.archive_month(timestamptz, bigint, bigint, bigint, bytea, bytea) owner to hub_events;
alter function events.heads(uuid, integer) owner to hub_events;
revoke create on schema events from hub_events;
revoke all on function events.archived(), events.note_bodies(timestamptz, bytea),
  events.archivable(), events.erasure_count(), events.anchors(uuid, integer),
  events.archive_month(timestamptz, bigint, bigint, bigint, bytea, bytea), events.heads(uuid, integer) from public;
-- The job runs in the role of tenders on a connection of the worker; signed in as itself that role is refused. Who operates
-- the database erases, as hub_owner.
grant execute on function events.archivable(), events.erasure_count(), events.anchors(uuid, integer),
  events.archive_month(timestamptz, bigint, bigint, bigint, bytea, bytea),
  events.heads(uuid, integer) to svc_tenders, svc_worker;

-- Down Migration

drop function events.archived(),
  events.note_bodies(timestamptz, bytea),
  events.archivable(),
  events.erasure_count(),
  events.anchors(uuid, integer),
  events.archive_month(timestamptz, bigint, bigint, bigint, bytea, bytea),
  events.heads(uuid, integer);

create or replace function events.erase_person(p_account_id uuid) returns bigint
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

create or replace function events.erase_team(p_team_id uuid) returns bigint
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

create function events.archivable(p_now timestamptz) returns setof timestamptz
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select m.month from pg_inherits i join pg_class c on c.oid = i.inhrelid
    cross join lateral (
      select to_timestamp(substr(c.relname, 7) || '01', 'YYYYMMDD')::timestamp at time zone 'UTC' as month) m
    where i.inhparent = 'events.event'::regclass
      and events.month_end(m.month) <= (p_now at time zone 'UTC' - interval '13 months') at time zone 'UTC'
    order by 1
  $$;
comment on function events.archivable(timestamptz) is 'Months in the database that have been over for 13 months, the oldest first.';

create function events.archive_month(
  p_month timestamptz, p_now timestamptz, p_first bigint, p_last bigint, p_links_sha256 bytea, p_bodies_sha256 bytea
) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_end constant timestamptz := events.month_end(p_month);
  v_first bigint;
  v_last bigint;
  v_reader text;
begin
  perform events.refuse_all_but_worker();
  if not exists (select 1 from events.archivable(p_now) as due where due = p_month) then
    raise exception 'The events of % are not to be archived yet.', p_month using errcode = '42501';
  end if;
  select min(e.position), max(e.position) into v_first, v_last
  from events.event e where e.sealed_at >= p_month and e.sealed_at < v_end;
  -- Positions have no gaps, so both ends tell how many there are.
  if v_first is distinct from p_first or v_last is distinct from p_last then
    raise exception 'The files hold events % to % and the month those from % to %.', p_first, p_last, v_first, v_last
      using errcode = 'data_exception';
  end if;
  if v_last is not null then
    select r.name into v_reader from events.reader r where r.position < v_last order by r.position limit 1;
    if found then
      raise exception 'The reader % has not read the events of % yet.', v_reader, p_month using errcode = 'object_in_use';
    end if;
    -- Team by team: an index finds the next team and its last event, however many events there are.
    with recursive team as (
      (select e.team_id from events.event e where e.sealed_at >= p_month and e.sealed_at < v_end order by e.team_id limit 1)
      union all
      select (select e.team_id from events.event e where e.sealed_at >= p_month and e.sealed_at < v_end
        and e.team_id > t.team_id order by e.team_id limit 1)
      from team t where t.team_id is not null
    )
    insert into events.anchor as known (team_id, sequence, hash)
    select t.team_id, l.sequence, l.hash from team t
    cross join lateral (
      select e.sequence, e.hash from events.event e
      where e.team_id = t.team_id and e.sealed_at >= p_month and e.sealed_at < v_end order by e.sequence desc limit 1) l
    on conflict (team_id) do update set sequence = excluded.sequence, hash = excluded.hash
      where known.sequence < excluded.sequence;
    insert into events.archive (month, first_position, last_position, links_sha256, bodies_sha256)
    values (p_month, v_first, v_last, p_links_sha256, p_bodies_sha256);
  end if;
  perform events.drop_month(p_month);
end
$$;
comment on function events.archive_month(timestamptz, timestamptz, bigint, bigint, bytea, bytea)
  is 'Anchors the chains of a month whose files were verified, notes the files and drops its table. First and last are null for a month without events.';

create function events.heads(p_since timestamptz) returns table (team_id uuid, sequence bigint, hash text)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform events.refuse_all_but_worker();
  return query select distinct on (e.team_id) e.team_id, e.sequence, encode(e.hash, 'hex')
    from events.event e where e.sealed_at >= p_since order by e.team_id, e.sequence desc;
end
$$;
comment on function events.heads(timestamptz) is 'The last link of each team that has an event since an instant.';

grant create on schema events to hub_events;
alter function events.archivable(timestamptz) owner to hub_events;
alter function events.archive_month(timestamptz, timestamptz, bigint, bigint, bytea, bytea) owner to hub_events;
alter function events.heads(timestamptz) owner to hub_events;
revoke create on schema events from hub_events;
revoke all on function events.archivable(timestamptz), events.archive_month(timestamptz, timestamptz, bigint, bigint, bytea, bytea),
  events.heads(timestamptz) from public;
grant execute on function events.archivable(timestamptz),
  events.archive_month(timestamptz, timestamptz, bigint, bigint, bytea, bytea),
  events.heads(timestamptz) to svc_tenders, svc_worker;
alter table events.archive drop column bodies_written_at;
comment on column events.archive.bodies_sha256 is 'Of the file of bodies as it was written; an erasure may write it anew.';
revoke update on events.archive from hub_events;
drop table events.erasures;
