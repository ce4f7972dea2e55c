-- Up Migration

-- 164. The sealer answers which types of events it gave places to: readers are woken for those that they want.
--
-- Releases before this one name the columns that they read, so both run. Cost: catalogue rows only. Undo: the down section.

drop function events.seal(integer, bigint);
create function events.seal(p_max integer, p_from bigint default 0)
  returns table (sealed integer, last_number bigint, newest bigint, types text[])
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_count integer;
  v_last bigint;
  v_at timestamptz;
  v_number bigint;
  v_recent timestamptz;
  v_types text[];
begin
  if not pg_try_advisory_xact_lock(7130724) then
    return query select 0, p_from, s.position, null::text[] from events.sealer s;
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
  select count(*), (select max(number) from taken), array(select distinct type from taken) into v_count, v_number, v_types
    from written;
  if v_count > 0 then
    update events.sealer set position = v_last + v_count, sealed_at = v_at;
    perform pg_notify('events', (v_last + v_count)::text);
  end if;
  return query select v_count, coalesce(v_number, p_from), v_last + v_count, v_types;
end
$$;
comment on function events.seal(integer, bigint) is 'Moves at most so many events from the inbox to their places; answers how many, the last number, the newest position, and the types; no types when another process is at it.';
grant create on schema events to hub_events;
alter function events.seal(integer, bigint) owner to hub_events;
revoke create on schema events from hub_events;
revoke all on function events.seal(integer, bigint) from public;
grant execute on function events.seal(integer, bigint) to svc_worker;

-- Down Migration

drop function events.seal(integer, bigint);
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
grant create on schema events to hub_events;
alter function events.seal(integer, bigint) owner to hub_events;
revoke create on schema events from hub_events;
revoke all on function events.seal(integer, bigint) from public;
grant execute on function events.seal(integer, bigint) to svc_worker;
