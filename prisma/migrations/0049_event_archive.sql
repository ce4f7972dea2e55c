-- Up Migration

-- 49. Events of months that are over for 13 months leave the database, and the ends of chains are told outside it.
--
-- A job writes two files of a month, links and bodies, reads them back and verifies them; then the month is anchored, noted
-- in events.archive and its table dropped. Another job writes the last link of each team into a file once a day and
-- compares what it wrote before: cutting off the end of a chain breaks no link, and is found by that.
--
-- How it grows: events.archive a row for each month. Cost: new table and functions only; dropping a month locks events.event
-- for a moment, and gives up after two seconds. Undo: the down section.

create table events.archive (
  month timestamptz primary key,
  first_position bigint not null,
  last_position bigint not null check (last_position >= first_position),
  links_sha256 bytea not null check (octet_length(links_sha256) = 32),
  bodies_sha256 bytea not null check (octet_length(bodies_sha256) = 32),
  archived_at timestamptz not null default now()
);
comment on table events.archive is 'Months of events that are in files and no longer in the database.';
comment on column events.archive.links_sha256 is 'Of the file of links, which never changes.';
comment on column events.archive.bodies_sha256 is 'Of the file of bodies as it was written; an erasure may write it anew.';
grant select, insert on events.archive to hub_events;

create function events.month_end(p_month timestamptz) returns timestamptz
  language sql stable parallel safe
  set search_path = pg_catalog, pg_temp
  as $$ select (p_month at time zone 'UTC' + interval '1 month') at time zone 'UTC' $$;

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

-- Instants are microseconds and bytes are hexadecimal, as digest and hash_of_body take them.
create function events.archive_slice(p_month timestamptz, p_after bigint, p_limit integer)
  returns table ("position" bigint, link text, body text)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform events.refuse_all_but_worker();
  return query
    select e.position,
      json_build_object('position', e.position::text, 'sealedAt', (extract(epoch from e.sealed_at) * 1000000)::bigint::text,
        'teamId', e.team_id, 'sequence', e.sequence::text, 'id', e.id, 'type', e.type, 'subjectId', e.subject_id,
        'actorId', e.actor_id, 'persons', e.persons, 'writtenBy', e.written_by,
        'writtenAt', (extract(epoch from e.written_at) * 1000000)::bigint::text,
        'bodyHash', encode(e.body_hash, 'hex'), 'hash', encode(e.hash, 'hex'))::text,
      json_build_object('position', e.position::text, 'salt', encode(e.salt, 'hex'), 'body', e.body::text,
        'context', e.context::text)::text
    from events.event e
    where e.position > p_after and e.sealed_at >= p_month and e.sealed_at < events.month_end(p_month)
    order by e.position limit p_limit;
end
$$;
comment on function events.archive_slice(timestamptz, bigint, integer) is 'Events of a month behind a position, as lines of its two files.';

-- As the owner: nobody else may drop a table. Reached through archive_month alone.
create function events.drop_month(p_month timestamptz) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp set lock_timeout = '2s'
  as $$
begin
  execute format('drop table events.%I', 'event_' || to_char(p_month at time zone 'UTC', 'YYYYMM'));
end
$$;

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

create function events.lost_heads(p_heads jsonb) returns table (team_id uuid, sequence bigint)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform events.refuse_all_but_worker();
  return query
    select h."teamId", h.sequence
    from jsonb_to_recordset(p_heads) as h ("teamId" uuid, sequence bigint, hash text)
    left join events.anchor a on a.team_id = h."teamId"
    where h.sequence > coalesce(a.sequence, 0) and not exists (
        select 1 from events.event e
        where e.team_id = h."teamId" and e.sequence = h.sequence and encode(e.hash, 'hex') = h.hash)
      or h.sequence = a.sequence and encode(a.hash, 'hex') <> h.hash;
end
$$;
comment on function events.lost_heads(jsonb) is 'Those of some heads that the chains of today do not have: their end was cut off, or made anew.';

grant create on schema events to hub_events;
alter function events.archivable(timestamptz) owner to hub_events;
alter function events.archive_slice(timestamptz, bigint, integer) owner to hub_events;
alter function events.archive_month(timestamptz, timestamptz, bigint, bigint, bytea, bytea) owner to hub_events;
alter function events.heads(timestamptz) owner to hub_events;
alter function events.lost_heads(jsonb) owner to hub_events;
revoke create on schema events from hub_events;
revoke all on function events.month_end(timestamptz), events.archivable(timestamptz),
  events.archive_slice(timestamptz, bigint, integer), events.drop_month(timestamptz),
  events.archive_month(timestamptz, timestamptz, bigint, bigint, bytea, bytea), events.heads(timestamptz),
  events.lost_heads(jsonb) from public;
grant execute on function events.month_end(timestamptz), events.drop_month(timestamptz) to hub_events;
-- The job runs in the role of tenders on a connection of the worker; signed in as itself that role is refused.
grant execute on function events.archivable(timestamptz), events.archive_slice(timestamptz, bigint, integer),
  events.archive_month(timestamptz, timestamptz, bigint, bigint, bytea, bytea), events.heads(timestamptz),
  events.lost_heads(jsonb) to svc_tenders, svc_worker;

-- Down Migration

drop function events.lost_heads(jsonb), events.heads(timestamptz),
  events.archive_month(timestamptz, timestamptz, bigint, bigint, bytea, bytea), events.drop_month(timestamptz),
  events.archive_slice(timestamptz, bigint, integer), events.archivable(timestamptz), events.month_end(timestamptz);
drop table events.archive;
