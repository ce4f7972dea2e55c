-- Up Migration

-- 28. A time zone is one that the server knows, and a team whose searches cannot be judged stops nobody else's alerts.
--
-- Until now one team with the zone Mars/Phobos made the statement fail that finds the teams to alert, every minute.
--
-- Cost: one scan of identity.team and tenders.team_source, both locked for it. Zones that the server does not know become
-- the default of their column. Undo: the down section.

-- A name without digits is either a zone of the server's list or an error, whereas Foo/Bar3 would be taken as an offset
-- named Foo/Bar. Zones with digits are Etc/GMT and the four of the United States.
create function app.is_time_zone(p_name text) returns boolean
  language plpgsql immutable strict parallel safe
  set search_path = pg_catalog, pg_temp
  as $$
begin
  if p_name !~ '^([A-Za-z_]+([/-][A-Za-z_]+)*|Etc/GMT[+-]?([0-9]|1[0-4])|(EST5|CST6|MST7|PST8)[ECMP]DT)$' then return false; end if;
  perform timestamptz '2000-01-01 00:00:00Z' at time zone p_name;
  return true;
exception when invalid_parameter_value then
  return false;
end
$$;
comment on function app.is_time_zone(text) is 'True for the name of a time zone that this server knows.';
revoke all on function app.is_time_zone(text) from public;
grant execute on function app.is_time_zone(text) to
  svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker, hub_sign_in;

-- Row-level security binds the owner too, and the owner has no team: for this one statement it is not forced.
alter table identity.team no force row level security;
update identity.team set time_zone = default where not app.is_time_zone(time_zone);
alter table identity.team force row level security;
alter table identity.team add constraint team_time_zone_known check (app.is_time_zone(time_zone));

alter table tenders.team_source no force row level security;
update tenders.team_source set time_zone = default where not app.is_time_zone(time_zone);
alter table tenders.team_source force row level security;
alter table tenders.team_source add constraint team_source_time_zone_known check (app.is_time_zone(time_zone));

create or replace function tenders.queue_alerts(p_now timestamptz) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_team record;
  v_teams integer := 0;
begin
  for v_team in
    select t.id, t.time_zone from identity.team t
    where exists (select 1 from tenders.saved_search s where s.team_id = t.id and s.is_active)
  loop
    -- A team of its own block: whatever fails for it fails for it alone.
    begin
      if exists (
        select 1 from tenders.saved_search s
        where s.team_id = v_team.id and tenders.awaits_matching(s, p_now, v_team.time_zone)) then
        perform set_config('app.team_id', v_team.id::text, true);
        perform app.enqueue_job(
          'tenders:match-saved-searches', '{}'::jsonb, 'all', 'alerts:' || v_team.id, p_lane => 'schedule');
        v_teams := v_teams + 1;
      end if;
    -- A statement that runs out of time is not among others: the next minute begins anew.
    exception when others then
      raise warning 'No alerts for team %: %', v_team.id, sqlerrm;
    end;
  end loop;
  -- A function cannot be given this setting by who is no superuser, so it is put back by hand.
  perform set_config('app.team_id', '', true);
  return v_teams;
end
$$;

-- Down Migration

create or replace function tenders.queue_alerts(p_now timestamptz) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_team uuid;
  v_teams integer := 0;
begin
  for v_team in
    select t.id from identity.team t
    where exists (
      select 1 from tenders.saved_search s
      where s.team_id = t.id and tenders.awaits_matching(s, p_now, t.time_zone))
  loop
    perform set_config('app.team_id', v_team::text, true);
    perform app.enqueue_job('tenders:match-saved-searches', '{}'::jsonb, 'all', 'alerts:' || v_team, p_lane => 'schedule');
    v_teams := v_teams + 1;
  end loop;
  perform set_config('app.team_id', '', true);
  return v_teams;
end
$$;
alter table tenders.team_source drop constraint team_source_time_zone_known;
alter table identity.team drop constraint team_time_zone_known;
drop function app.is_time_zone(text);
