-- Up Migration

-- 117. People are reminded of tasks that are due the next day or overdue, of closing times as their team reads them, and told when a
-- decision of their pursuit is in doubt.
--
-- Which teams are to be reminded is known to no service: a job is queued for each in its name, as before. Which pursuits a change of
-- a tender puts in doubt is answered to the worker alone (`infra/decisions/0035-*`).
--
-- Cost: an index on open tasks (their table is locked against writes while it is built), and functions. Undo: the down section.

create index task_reminder on workspace.task (due_on) where due_on is not null and status <> 'COMPLETED' and deleted_at is null;

create policy keeper_sees on workspace.project for select to hub_keeper using (true);
create policy keeper_sees on workspace.project_member for select to hub_keeper using (true);
create policy keeper_sees on workspace.task for select to hub_keeper using (true);
create policy keeper_sees on workspace.gate_decision for select to hub_keeper using (true);
create policy keeper_sees on tenders.tender_override for select to hub_keeper using (true);
grant select (name, status, tender_id, closed_at, capture_manager_membership_id, proposal_manager_membership_id)
  on workspace.project to hub_keeper;
grant select (team_id, project_id, membership_id, role, expires_at) on workspace.project_member to hub_keeper;
grant select (project_id, due_on, status) on workspace.task to hub_keeper;
grant select (team_id, id, project_id, decision, tender_version) on workspace.gate_decision to hub_keeper;
grant select (created_at) on workspace.entry to hub_keeper;
grant select (team_id, tender_id, field, value) on tenders.tender_override to hub_keeper;
grant select (version, impact, effective_at, changes) on tenders.tender_version to hub_keeper;
-- The reminders of a team are its own rows.
grant select (status, deleted_at, capture_manager_membership_id, proposal_manager_membership_id) on workspace.project to svc_tenders;
grant select (team_id, project_id, membership_id, role, expires_at) on workspace.project_member to svc_tenders;
grant select (project_id, due_on, status, deleted_at, assignee_membership_id) on workspace.task to svc_tenders;

-- Who leads a project: its managers by name, and members who manage it for now.
create function workspace.managers_of(p_team_id uuid, p_project_id uuid, p_now timestamptz) returns uuid[]
  language sql stable
  set search_path = pg_catalog, pg_temp
  begin atomic
    select array(
      select leads.id from workspace.project p
      cross join lateral unnest(array[p.capture_manager_membership_id, p.proposal_manager_membership_id]) leads (id)
      where p.team_id = p_team_id and p.id = p_project_id and leads.id is not null
      union
      select m.membership_id from workspace.project_member m
      where m.team_id = p_team_id and m.project_id = p_project_id and m.role = 'MANAGER'
        and (m.expires_at is null or m.expires_at > p_now));
  end;
comment on function workspace.managers_of(uuid, uuid, timestamptz) is 'Memberships that lead a project.';

-- Due at eight in the morning where the team works: the day before, for a day, and the day after, for three. A worker that was away
-- tells late. A project that rests or is over reminds nobody.
create function workspace.task_reminders_due(p_now timestamptz)
  returns table (team_id uuid, task_id uuid, project_id uuid, is_overdue boolean, due_on date)
  language sql stable
  set search_path = pg_catalog, pg_temp
  begin atomic
    select k.team_id, k.id, k.project_id, step.is_overdue, k.due_on
    from workspace.task k join identity.team t on t.id = k.team_id
    join workspace.project p on p.team_id = k.team_id and p.id = k.project_id and p.deleted_at is null
      and p.status in ('ACTIVE', 'NOT_STARTED', 'IN_PROGRESS')
    cross join (values (false, -1, interval '1 day'), (true, 1, interval '3 days')) step (is_overdue, days, holds)
    cross join lateral (select (k.due_on + step.days + time '08:00') at time zone t.time_zone as at) due
    where k.due_on is not null and k.status <> 'COMPLETED' and k.deleted_at is null
      and k.due_on between (p_now at time zone 'UTC')::date - 6 and (p_now at time zone 'UTC')::date + 3
      and due.at <= p_now and due.at > p_now - step.holds;
  end;
comment on function workspace.task_reminders_due(timestamptz) is
  'Open tasks that are to be told of now: due the next day, or overdue. Of the teams that the caller sees.';

-- As before, with the closing time as the team reads it: its override in place of what was published, and none where that says so.
create function tenders.reminders_due(p_now timestamptz)
  returns table (team_id uuid, entry_id uuid, tender_id uuid, briefing_key text, at timestamptz, zone text, step integer, days_left integer)
  language sql stable
  set search_path = pg_catalog, pg_temp
  begin atomic
    with soon as (
      select e.team_id, e.id, e.tender_id, e.created_at, null::text as briefing_key, s.closing_at as at
      from tenders.tender_search s join workspace.entry e on e.tender_id = s.tender_id and e.status in ('PENDING', 'INTERESTED')
      where s.closing_at > p_now and s.closing_at < p_now + interval '9 days'
        and not exists (select from tenders.tender_override o
          where o.team_id = e.team_id and o.tender_id = e.tender_id and o.field = 'CLOSING_AT')
      union all
      select e.team_id, e.id, e.tender_id, e.created_at, null, own.closing_at
      from tenders.tender_override o
      join workspace.entry e on e.team_id = o.team_id and e.tender_id = o.tender_id and e.status in ('PENDING', 'INTERESTED')
      -- Values of other fields are no instants, in whichever order conditions are tried.
      cross join lateral (select case when o.field = 'CLOSING_AT' then o.value::timestamptz end as closing_at) own
      where o.field = 'CLOSING_AT' and own.closing_at > p_now and own.closing_at < p_now + interval '9 days'
      union all
      select e.team_id, e.id, e.tender_id, e.created_at, b.key, b.held_at
      from tenders.briefing_session b join workspace.entry e on e.tender_id = b.tender_id and e.status in ('PENDING', 'INTERESTED')
      where b.held_at > p_now and b.held_at < p_now + interval '9 days'
    )
    select n.team_id, n.id, n.tender_id, n.briefing_key, n.at, z.zone, step.days,
      tenders.local_time(n.at, z.zone)::date - tenders.local_time(p_now, z.zone)::date
    from soon n join tenders.tender t on t.id = n.tender_id and t.lifecycle = 'LIVE'
    join tenders.source s on s.id = t.source_id
    cross join lateral (select tenders.zone_of(s.settings, t.closing_raw) as zone) z
    cross join (values (7), (1)) step (days)
    cross join lateral (
      select tenders.instant_of(tenders.local_time(n.at, z.zone)::date - step.days + time '08:00', z.zone) as due_at) d
    where d.due_at <= p_now and d.due_at > p_now - interval '1 day' and n.created_at < d.due_at;
  end;
comment on function tenders.reminders_due(timestamptz) is
  'Closing times and briefings of live tenders that those who track them are to be told of now. Of the teams that the caller sees.';

create or replace function tenders.queue_reminders(p_now timestamptz) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_team uuid;
  v_teams integer := 0;
begin
  for v_team in
    select r.team_id from tenders.reminders_due(p_now) r union select k.team_id from workspace.task_reminders_due(p_now) k
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
  'Queues a job for each team to be reminded of a tender or a task, in the name of that team. Answers how many.';
drop function tenders.reminders_due(timestamptz, uuid[]);

-- The first material change after the newest go of an open pursuit: as `infra/decisions/0033-*` says.
create function workspace.pursuits_reopened_by(p_change bigint, p_tender_ids uuid[], p_after uuid, p_limit integer, p_now timestamptz)
  returns table (gate_decision_id uuid, team_id uuid, project_id uuid, project_name text, version integer, changes jsonb,
    membership_ids uuid[])
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform app.refuse_all_but_worker();
  return query
    select d.id, p.team_id, p.id, p.name, c.version, c.changes, workspace.managers_of(p.team_id, p.id, p_now)
    from workspace.project p
    cross join lateral (select n.id, n.decision, n.tender_version from workspace.gate_decision n
      where n.team_id = p.team_id and n.project_id = p.id order by n.id desc limit 1) d
    cross join lateral (select v.version, v.changes, v.changed_in from tenders.tender_version v
      where v.tender_id = p.tender_id and v.version > d.tender_version and v.impact = 'MATERIAL'
        and (p.closed_at is null or v.effective_at < p.closed_at)
      order by v.version limit 1) c
    where p.tender_id = any (p_tender_ids) and p.deleted_at is null and p.status in ('ACTIVE', 'ON_HOLD')
      and d.decision = 'GO' and c.changed_in = p_change and (p_after is null or d.id > p_after)
    order by d.id limit least(p_limit, 1000);
end
$$;
comment on function workspace.pursuits_reopened_by(bigint, uuid[], uuid, integer, timestamptz) is
  'Pursuits of all teams whose newest go a change of public tenders puts in doubt, and who leads them: for the worker alone.';

grant create on schema workspace to hub_keeper;
alter function workspace.pursuits_reopened_by(bigint, uuid[], uuid, integer, timestamptz) owner to hub_keeper;
revoke create on schema workspace from hub_keeper;
revoke all on function workspace.managers_of(uuid, uuid, timestamptz), workspace.task_reminders_due(timestamptz),
  tenders.reminders_due(timestamptz), workspace.pursuits_reopened_by(bigint, uuid[], uuid, integer, timestamptz) from public;
grant execute on function workspace.managers_of(uuid, uuid, timestamptz), workspace.task_reminders_due(timestamptz),
  tenders.reminders_due(timestamptz) to svc_tenders, hub_keeper;
grant execute on function workspace.pursuits_reopened_by(bigint, uuid[], uuid, integer, timestamptz) to svc_tenders;

-- Down Migration

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
revoke all on function tenders.reminders_due(timestamptz, uuid[]) from public;
grant execute on function tenders.reminders_due(timestamptz, uuid[]) to svc_tenders, hub_keeper;
create or replace function tenders.queue_reminders(p_now timestamptz) returns integer
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
drop function workspace.pursuits_reopened_by(bigint, uuid[], uuid, integer, timestamptz), tenders.reminders_due(timestamptz),
  workspace.task_reminders_due(timestamptz), workspace.managers_of(uuid, uuid, timestamptz);
revoke select (project_id, due_on, status, deleted_at, assignee_membership_id) on workspace.task from svc_tenders;
revoke select (team_id, project_id, membership_id, role, expires_at) on workspace.project_member from svc_tenders;
revoke select (status, deleted_at, capture_manager_membership_id, proposal_manager_membership_id) on workspace.project from svc_tenders;
revoke select (version, impact, effective_at, changes) on tenders.tender_version from hub_keeper;
revoke select (team_id, tender_id, field, value) on tenders.tender_override from hub_keeper;
revoke select (created_at) on workspace.entry from hub_keeper;
revoke select (team_id, id, project_id, decision, tender_version) on workspace.gate_decision from hub_keeper;
revoke select (project_id, due_on, status) on workspace.task from hub_keeper;
revoke select (team_id, project_id, membership_id, role, expires_at) on workspace.project_member from hub_keeper;
revoke select (name, status, tender_id, closed_at, capture_manager_membership_id, proposal_manager_membership_id)
  on workspace.project from hub_keeper;
drop policy keeper_sees on tenders.tender_override;
drop policy keeper_sees on workspace.gate_decision;
drop policy keeper_sees on workspace.task;
drop policy keeper_sees on workspace.project_member;
drop policy keeper_sees on workspace.project;
drop index workspace.task_reminder;
