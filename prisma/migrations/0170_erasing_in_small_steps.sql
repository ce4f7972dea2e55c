-- Up Migration

-- 170. A team's events are emptied in smaller slices, and the pauses between them have an end: others wait for less of each slice, and a
-- busy machine does not make an erasure take minutes.
--
-- Cost: catalogue rows only. Undo: the down section.

create or replace function events.erase_team(p_team_id uuid) returns bigint
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_waiting bigint;
  v_sealed bigint := 0;
  v_after bigint := 0;
  v_last bigint;
  v_count bigint;
  v_begun timestamptz;
begin
  update events.erasures set times = times + 1;
  update events.inbox set body = '{}', context = '{}' where team_id = p_team_id and (body <> '{}' or context <> '{}');
  get diagnostics v_waiting = row_count;
  -- A slice at a time, and eight times as long a pause as it took: others have the machine meanwhile. A slice takes longer where the
  -- machine is busy, and its pause does not: 100,000 events pause for 16 seconds at most.
  loop
    v_begun := clock_timestamp();
    select max(sequence) into v_last from (
      select e.sequence from events.event e where e.team_id = p_team_id and e.sequence > v_after order by e.sequence limit 25
    ) slice;
    exit when v_last is null;
    update events.event set body = null, context = null, salt = null
    where team_id = p_team_id and sequence > v_after and sequence <= v_last and (body <> '{}' or context <> '{}');
    get diagnostics v_count = row_count;
    v_sealed := v_sealed + v_count;
    v_after := v_last;
    perform pg_sleep(least(0.004, 8 * extract(epoch from clock_timestamp() - v_begun)));
  end loop;
  return v_waiting + v_sealed;
end
$$;

-- Down Migration

create or replace function events.erase_team(p_team_id uuid) returns bigint
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_waiting bigint;
  v_sealed bigint := 0;
  v_after bigint := 0;
  v_last bigint;
  v_count bigint;
  v_begun timestamptz;
begin
  update events.erasures set times = times + 1;
  update events.inbox set body = '{}', context = '{}' where team_id = p_team_id and (body <> '{}' or context <> '{}');
  get diagnostics v_waiting = row_count;
  -- A slice at a time, and three times as long a pause as it took: others have the machine meanwhile.
  loop
    v_begun := clock_timestamp();
    select max(sequence) into v_last from (
      select e.sequence from events.event e where e.team_id = p_team_id and e.sequence > v_after order by e.sequence limit 250
    ) slice;
    exit when v_last is null;
    update events.event set body = null, context = null, salt = null
    where team_id = p_team_id and sequence > v_after and sequence <= v_last and (body <> '{}' or context <> '{}');
    get diagnostics v_count = row_count;
    v_sealed := v_sealed + v_count;
    v_after := v_last;
    perform pg_sleep(least(0.2, 3 * extract(epoch from clock_timestamp() - v_begun)));
  end loop;
  return v_waiting + v_sealed;
end
$$;
