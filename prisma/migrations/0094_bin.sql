-- Up Migration

-- 94. What has been in the bin for 90 days is deleted for good, whichever team it is of.
--
-- hub_keeper, which cannot log in, sees nothing but what is due; the function says how many it deleted and nothing else.
--
-- Cost: policies and a function. Undo: the down section.

create policy keeper_purges on workspace.project to hub_keeper
  using (deleted_at < now() - interval '90 days') with check (false);
create policy keeper_purges on workspace.task to hub_keeper
  using (deleted_at < now() - interval '90 days') with check (false);
grant select (team_id, id, deleted_at), delete on workspace.project, workspace.task to hub_keeper;

create function workspace.purge_bin(p_max integer) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with tasks as (
      delete from workspace.task t using (
        select team_id, id from workspace.task where deleted_at < now() - interval '90 days' limit p_max
      ) old
      where t.team_id = old.team_id and t.id = old.id
      returning 1
    ), projects as (
      delete from workspace.project p using (
        select team_id, id from workspace.project where deleted_at < now() - interval '90 days' limit p_max
      ) old
      where p.team_id = old.team_id and p.id = old.id
      returning 1
    )
    select (select count(*) from tasks) + (select count(*) from projects)
  $$;
comment on function workspace.purge_bin(integer) is 'Deletes at most so many projects, and as many tasks, that have been in the bin for 90 days; answers how many.';
grant create on schema workspace to hub_keeper;
alter function workspace.purge_bin(integer) owner to hub_keeper;
revoke create on schema workspace from hub_keeper;
revoke all on function workspace.purge_bin(integer) from public;
grant execute on function workspace.purge_bin(integer) to svc_tenders;

-- Down Migration

drop function workspace.purge_bin(integer);
revoke select (team_id, id, deleted_at), delete on workspace.project, workspace.task from hub_keeper;
drop policy keeper_purges on workspace.task;
drop policy keeper_purges on workspace.project;
