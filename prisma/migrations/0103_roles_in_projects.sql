-- Up Migration

-- 103. A role that counts in one project names a project of its team, and goes with it.
--
-- Roles came before projects, so until now any id was taken for one.
--
-- Cost: assignments of projects that do not exist are deleted; the rest are checked once. Undo: the down section.

delete from identity.role_assignment a
where a.project_id is not null
  and not exists (select from workspace.project p where p.team_id = a.team_id and p.id = a.project_id);
alter table identity.role_assignment
  add constraint role_assignment_project foreign key (team_id, project_id) references workspace.project (team_id, id) on delete cascade;
create index role_assignment_project on identity.role_assignment (team_id, project_id);

grant usage on schema workspace to svc_identity;
grant select (team_id, id, deleted_at) on workspace.project to svc_identity;

-- Down Migration

revoke select (team_id, id, deleted_at) on workspace.project from svc_identity;
revoke usage on schema workspace from svc_identity;
alter table identity.role_assignment drop constraint role_assignment_project;
drop index identity.role_assignment_project;
