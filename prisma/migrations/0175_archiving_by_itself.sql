-- Up Migration

-- 175. Finished projects are put into the archive by themselves, as many days after they were finished as the team has chosen.
--
-- No choice means never, as before. A project that somebody took out of the archive counts its days from then. Which teams have
-- something to put away is known to no service: a job is queued for each in its name.
--
-- Cost: two columns, of which one has a constant default. Undo: the down section (choices are lost).

alter table identity.team_setting add column archive_after_day_count smallint not null default 0
  check (archive_after_day_count between 0 and 3650);
comment on column identity.team_setting.archive_after_day_count is
  'Days after which finished projects are put into the archive; 0 for never.';
grant insert (archive_after_day_count), update (archive_after_day_count) on identity.team_setting to svc_identity;

alter table workspace.project add column restored_at timestamptz(3);
comment on column workspace.project.restored_at is 'Since when it is back from the archive; null when it never was there.';
grant insert (restored_at) on workspace.project to svc_workspace;

create policy keeper_sees on identity.team_setting for select to hub_keeper using (true);
create policy keeper_sees on workspace.stage_change for select to hub_keeper using (true);
grant select (team_id, archive_after_day_count) on identity.team_setting to svc_workspace, hub_keeper;
grant select (team_id, project_id, changed_at) on workspace.stage_change to hub_keeper;
grant select (updated_at, restored_at) on workspace.project to hub_keeper;

create function workspace.projects_to_archive(p_now timestamptz) returns table (team_id uuid, project_id uuid)
  language sql stable
  set search_path = pg_catalog, pg_temp
  begin atomic
    select p.team_id, p.id
    from identity.team_setting s join workspace.project p on p.team_id = s.team_id
    where s.archive_after_day_count > 0 and p.deleted_at is null and p.status in ('COMPLETED', 'CANCELLED', 'ARCHIVED')
      and greatest(p.restored_at, coalesce(
          (select max(c.changed_at) from workspace.stage_change c where c.team_id = p.team_id and c.project_id = p.id),
          p.closed_at, p.updated_at))
        < p_now - make_interval(days => s.archive_after_day_count);
  end;
comment on function workspace.projects_to_archive(timestamptz) is
  'Projects that were finished longer ago than their team has chosen. Of the teams that the caller sees.';

create function workspace.queue_archiving(p_now timestamptz) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_team uuid;
  v_teams integer := 0;
begin
  for v_team in select distinct d.team_id from workspace.projects_to_archive(p_now) d loop
    perform set_config('app.team_id', v_team::text, true);
    perform app.enqueue_job('workspace:archive-finished', '{}'::jsonb, 'archive:' || v_team, p_lane => 'schedule');
    v_teams := v_teams + 1;
  end loop;
  -- A function cannot be given this setting by who is no superuser, so it is put back by hand.
  perform set_config('app.team_id', '', true);
  return v_teams;
end
$$;
comment on function workspace.queue_archiving(timestamptz) is
  'Queues a job for each team with finished projects to put into the archive, in the name of that team. Answers how many.';

grant create on schema workspace to hub_keeper;
alter function workspace.queue_archiving(timestamptz) owner to hub_keeper;
revoke create on schema workspace from hub_keeper;
revoke all on function workspace.projects_to_archive(timestamptz), workspace.queue_archiving(timestamptz) from public;
grant execute on function workspace.projects_to_archive(timestamptz) to svc_workspace, hub_keeper;
grant execute on function workspace.queue_archiving(timestamptz) to svc_workspace;

-- Down Migration

drop function workspace.queue_archiving(timestamptz), workspace.projects_to_archive(timestamptz);
revoke select (updated_at, restored_at) on workspace.project from hub_keeper;
revoke select (team_id, project_id, changed_at) on workspace.stage_change from hub_keeper;
revoke select (team_id, archive_after_day_count) on identity.team_setting from svc_workspace, hub_keeper;
drop policy keeper_sees on workspace.stage_change;
drop policy keeper_sees on identity.team_setting;
alter table workspace.project drop column restored_at;
alter table identity.team_setting drop column archive_after_day_count;
