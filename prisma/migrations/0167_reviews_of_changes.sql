-- Up Migration

-- 167. A material change of a tender that a team tracks makes an activity: somebody is to look at what it means for the bid.
--
-- The release that changed the tender is kept with the activity, and the key makes it one for each: whoever reads the stream again
-- adds none. Which teams work on a tender is answered to the worker alone, as 0117 does for pursuits in doubt.
--
-- Cost: a column without a default; the index holds no row when it is built, and reads the table once. Undo: the down section
-- (activities stay).

alter table workspace.activity add column change_release_id uuid;
comment on column workspace.activity.change_release_id is 'The release whose material change of the tender made it; null for what people planned.';
create unique index activity_change on workspace.activity (team_id, change_release_id, project_id, entry_id) nulls not distinct
  where change_release_id is not null;

grant insert (change_release_id) on workspace.activity to svc_workspace;
grant select (release_id, changed_in) on tenders.tender_version to svc_workspace;

-- The worker takes on this role to run its reader; signed in as itself it is refused.
grant execute on function events.enrol_reader(text, boolean), events.take(text, text[], integer),
  events.move(text, bigint, timestamptz), events.note_failure(text, bigint, uuid, text),
  events.pass_over(text, bigint, timestamptz) to svc_workspace;

create function workspace.work_on_tenders(p_tender_ids uuid[], p_after uuid, p_limit integer)
  returns table (id uuid, team_id uuid, tender_id uuid, project_id uuid, entry_id uuid, assignee_id uuid)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform app.refuse_all_but_worker();
  return query
    select w.id, w.team_id, w.tender_id, w.project_id, w.entry_id, w.assignee_id
    from (
      select p.id, p.team_id, p.tender_id, p.id as project_id, null::uuid as entry_id,
        coalesce(p.capture_manager_membership_id, p.proposal_manager_membership_id) as assignee_id
      from workspace.project p
      where p.tender_id = any (p_tender_ids) and p.deleted_at is null and p.status in ('ACTIVE', 'ON_HOLD')
      union all
      select e.id, e.team_id, e.tender_id, null, e.id, e.assignee_membership_id
      from workspace.entry e
      where e.tender_id = any (p_tender_ids) and e.status <> 'NOT_ELIGIBLE'
        and not exists (select from workspace.project q where q.team_id = e.team_id and q.tender_id = e.tender_id
          and q.deleted_at is null and q.status in ('ACTIVE', 'ON_HOLD'))
    ) w
    where p_after is null or w.id > p_after
    order by w.id limit least(p_limit, 1000);
end
$$;
comment on function workspace.work_on_tenders(uuid[], uuid, integer) is
  'What teams have in hand about some tenders, of all teams: open pursuits, and entries where there is none. For the worker alone.';

grant create on schema workspace to hub_keeper;
alter function workspace.work_on_tenders(uuid[], uuid, integer) owner to hub_keeper;
revoke create on schema workspace from hub_keeper;
revoke all on function workspace.work_on_tenders(uuid[], uuid, integer) from public;
grant execute on function workspace.work_on_tenders(uuid[], uuid, integer) to svc_workspace;

-- Down Migration

drop function workspace.work_on_tenders(uuid[], uuid, integer);
revoke execute on function events.enrol_reader(text, boolean), events.take(text, text[], integer),
  events.move(text, bigint, timestamptz), events.note_failure(text, bigint, uuid, text),
  events.pass_over(text, bigint, timestamptz) from svc_workspace;
revoke select (release_id, changed_in) on tenders.tender_version from svc_workspace;
drop index workspace.activity_change;
alter table workspace.activity drop column change_release_id;
