-- Up Migration

-- 86. Who is told: those who track a tender that changes or closes, and those who invite and are invited.
--
-- A publisher changes a tender for everybody, and who tracks it is known to teams alone. So functions of hub_keeper answer it
-- to the worker, page by page, and to nobody else (`infra/decisions/0031-*`). For reminders not even the worker is answered: a job is
-- queued for each team in its name.
--
-- Cost: catalogue rows only. Undo: the down section.

create function app.refuse_all_but_worker() returns void
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
  as $$
begin
  if session_user <> 'svc_worker' then
    raise exception 'Only the worker looks across teams.' using errcode = '42501';
  end if;
end
$$;
comment on function app.refuse_all_but_worker() is 'Refuses connections that svc_worker did not sign in for, whatever role they act as.';
revoke all on function app.refuse_all_but_worker() from public;
grant execute on function app.refuse_all_but_worker() to hub_keeper;

grant usage on schema workspace to hub_keeper;
create policy keeper_sees on workspace.entry for select to hub_keeper using (true);
grant select (team_id, id, tender_id, status, assignee_membership_id, created_by_membership_id) on workspace.entry to hub_keeper;
create policy keeper_sees on identity.invitation for select to hub_keeper using (true);
grant select (team_id, id, email, role, status, created_by_membership_id, accepted_membership_id) on identity.invitation to hub_keeper;
grant select (is_default, created_at) on identity.membership to hub_keeper;
grant select (email, display_name) on identity.account to hub_keeper;
grant select (name) on identity.team to hub_keeper;
grant select (tender_id, closing_at) on tenders.tender_search to hub_keeper;
grant select (lifecycle, source_id, closing_at, closing_raw) on tenders.tender to hub_keeper;
grant select (id, settings) on tenders.source to hub_keeper;
grant select (tender_id, key, held_at) on tenders.briefing_session to hub_keeper;
grant execute on function app.enqueue_job(text, jsonb, text, text, timestamptz, integer, text), app.is_time_zone(text) to hub_keeper;
-- The reminders of a team are its own rows.
grant select (team_id, tender_id, status, assignee_membership_id, created_by_membership_id, created_at) on workspace.entry to svc_tenders;

create function workspace.trackers_of(p_tender_ids uuid[], p_after uuid, p_limit integer)
  returns table (entry_id uuid, team_id uuid, tender_id uuid, membership_ids uuid[])
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform app.refuse_all_but_worker();
  return query
    select e.id, e.team_id, e.tender_id, array_remove(array[e.assignee_membership_id, e.created_by_membership_id], null)
    from workspace.entry e
    where e.tender_id = any (p_tender_ids) and (p_after is null or e.id > p_after)
    order by e.id limit least(p_limit, 1000);
end
$$;
comment on function workspace.trackers_of(uuid[], uuid, integer) is
  'Entries of all teams that track some tenders, and who assigned to them or began: for the worker alone.';

create function identity.people_of_invitation(p_id uuid)
  returns table (team_name text, role text, status text, inviter_id uuid, joined_name text, invitee_team_id uuid, invitee_id uuid)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform app.refuse_all_but_worker();
  return query
    select t.name, i.role, i.status, i.created_by_membership_id, joined.display_name, elsewhere.team_id, elsewhere.id
    from identity.invitation i join identity.team t on t.id = i.team_id
    left join lateral (
      select a.display_name from identity.membership m join identity.account a on a.id = m.account_id
      where m.team_id = i.team_id and m.id = i.accepted_membership_id) joined on true
    -- Where somebody with an account looks first: the team they begin in.
    left join lateral (
      select m.team_id, m.id from identity.account a join identity.membership m on m.account_id = a.id
      where a.email = i.email and a.is_active and m.team_id <> i.team_id and (m.expires_at is null or m.expires_at > now())
      order by m.is_default desc, m.created_at, m.id limit 1) elsewhere on true
    where i.id = p_id;
end
$$;
comment on function identity.people_of_invitation(uuid) is
  'Who invited, who joined, and where else the invited person works: for the worker alone.';

-- The zone of the buyer: that of the source or, where it names none, the offset that the closing date was published with.
create function tenders.local_time(p_at timestamptz, p_zone text) returns timestamp
  language sql stable parallel safe
  return case when p_zone ~ '^[+-]' then p_at at time zone p_zone::interval else p_at at time zone p_zone end;
comment on function tenders.local_time(timestamptz, text) is 'An instant by the clock of a zone: an IANA name, or an offset such as +02:00.';
create function tenders.instant_of(p_local timestamp, p_zone text) returns timestamptz
  language sql stable parallel safe
  return case when p_zone ~ '^[+-]' then p_local at time zone p_zone::interval else p_local at time zone p_zone end;
comment on function tenders.instant_of(timestamp, text) is 'What local_time was made of.';
create function tenders.zone_of(p_settings jsonb, p_closing_raw text) returns text
  language sql stable parallel safe
  return case when app.is_time_zone(p_settings ->> 'timeZone') then p_settings ->> 'timeZone'
    else coalesce(substring(p_closing_raw from '[+-](?:0[0-9]|1[0-4]):[0-5][0-9]$'), 'UTC') end;
comment on function tenders.zone_of(jsonb, text) is 'The time zone of the buyer.';

-- Each is due at eight in the morning of the buyer, seven days and one day before, and holds for a day: a worker that was away
-- for hours tells late, and one that was away for longer does not tell of what is over.
create function tenders.reminders_due(p_now timestamptz, p_tender_ids uuid[])
  returns table (tender_id uuid, briefing_key text, at timestamptz, zone text, step integer, due_at timestamptz, days_left integer)
  language sql stable
  set search_path = pg_catalog, pg_temp
  begin atomic
    with soon as (
      select s.tender_id, null::text as briefing_key, s.closing_at as at from tenders.tender_search s
      where s.closing_at > p_now and s.closing_at < p_now + interval '9 days'
        and (p_tender_ids is null or s.tender_id = any (p_tender_ids))
      union all
      select b.tender_id, b.key, b.held_at from tenders.briefing_session b
      where b.held_at > p_now and b.held_at < p_now + interval '9 days'
        and (p_tender_ids is null or b.tender_id = any (p_tender_ids))
    )
    select n.tender_id, n.briefing_key, n.at, z.zone, step.days, d.due_at,
      tenders.local_time(n.at, z.zone)::date - tenders.local_time(p_now, z.zone)::date
    from soon n join tenders.tender t on t.id = n.tender_id and t.lifecycle = 'LIVE'
    join tenders.source s on s.id = t.source_id
    cross join lateral (select tenders.zone_of(s.settings, t.closing_raw) as zone) z
    cross join (values (7), (1)) step (days)
    cross join lateral (
      select tenders.instant_of(tenders.local_time(n.at, z.zone)::date - step.days + time '08:00', z.zone) as due_at) d
    where d.due_at <= p_now and d.due_at > p_now - interval '1 day';
  end;
comment on function tenders.reminders_due(timestamptz, uuid[]) is
  'Closing dates and briefings of live tenders that are to be told of now; of all tenders, or of some.';

create function tenders.queue_reminders(p_now timestamptz) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_team uuid;
  v_teams integer := 0;
begin
  for v_team in
    select distinct e.team_id
    from workspace.entry e join (select distinct r.tender_id from tenders.reminders_due(p_now, null) r) due on due.tender_id = e.tender_id
    where e.status in ('PENDING', 'INTERESTED')
  loop
    perform set_config('app.team_id', v_team::text, true);
    perform app.enqueue_job('tenders:remind-team', '{}'::jsonb, 'remind:' || v_team, p_lane => 'schedule');
    v_teams := v_teams + 1;
  end loop;
  -- A function cannot be given this setting by who is no superuser, so it is put back by hand.
  perform set_config('app.team_id', '', true);
  return v_teams;
end
$$;
comment on function tenders.queue_reminders(timestamptz) is
  'Queues a job for each team to be reminded of a tender, in the name of that team. Answers how many.';

grant create on schema identity, tenders, workspace to hub_keeper;
alter function workspace.trackers_of(uuid[], uuid, integer) owner to hub_keeper;
alter function identity.people_of_invitation(uuid) owner to hub_keeper;
alter function tenders.queue_reminders(timestamptz) owner to hub_keeper;
revoke create on schema identity, tenders, workspace from hub_keeper;
revoke all on function workspace.trackers_of(uuid[], uuid, integer), identity.people_of_invitation(uuid),
  tenders.queue_reminders(timestamptz), tenders.reminders_due(timestamptz, uuid[]), tenders.local_time(timestamptz, text),
  tenders.instant_of(timestamp, text), tenders.zone_of(jsonb, text) from public;
grant execute on function tenders.reminders_due(timestamptz, uuid[]), tenders.local_time(timestamptz, text),
  tenders.instant_of(timestamp, text), tenders.zone_of(jsonb, text) to svc_tenders, hub_keeper;
grant execute on function workspace.trackers_of(uuid[], uuid, integer), identity.people_of_invitation(uuid),
  tenders.queue_reminders(timestamptz) to svc_tenders;

-- Down Migration

drop function tenders.queue_reminders(timestamptz), tenders.reminders_due(timestamptz, uuid[]), identity.people_of_invitation(uuid),
  workspace.trackers_of(uuid[], uuid, integer);
drop function tenders.local_time(timestamptz, text), tenders.instant_of(timestamp, text), tenders.zone_of(jsonb, text);
revoke select (team_id, tender_id, status, assignee_membership_id, created_by_membership_id, created_at) on workspace.entry from svc_tenders;
revoke execute on function app.enqueue_job(text, jsonb, text, text, timestamptz, integer, text), app.is_time_zone(text) from hub_keeper;
revoke select (tender_id, key, held_at) on tenders.briefing_session from hub_keeper;
revoke select (id, settings) on tenders.source from hub_keeper;
revoke select (lifecycle, source_id, closing_at, closing_raw) on tenders.tender from hub_keeper;
revoke select (tender_id, closing_at) on tenders.tender_search from hub_keeper;
revoke select (name) on identity.team from hub_keeper;
revoke select (email, display_name) on identity.account from hub_keeper;
revoke select (is_default, created_at) on identity.membership from hub_keeper;
drop policy keeper_sees on identity.invitation;
revoke all on identity.invitation, workspace.entry from hub_keeper;
drop policy keeper_sees on workspace.entry;
revoke usage on schema workspace from hub_keeper;
drop function app.refuse_all_but_worker();
