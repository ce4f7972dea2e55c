-- Up Migration

-- 88. A team makes roles of its own, and assigns them to members: in the whole team or in one project, for a time or for good.
--
-- A role of the team adds to the system role of a membership. The version of a team's permissions rises with every change of a role,
-- an assignment or the system role of a member, whoever makes it: a token that knows a higher one is newer than what was kept.
-- The projects that assignments name come with the projects themselves.
--
-- Cost: three new tables, and a trigger on identity.membership. Undo: the down section (roles and assignments are lost).

create table identity.role (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  name text not null check (length(name) between 1 and 60),
  description text check (length(description) between 1 and 300),
  permissions text[] not null check (cardinality(permissions) between 1 and 100 and length(array_to_string(permissions, ',')) <= 4000),
  created_by_membership_id uuid,
  updated_by_membership_id uuid,
  version integer not null default 1 check (version >= 1),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  foreign key (team_id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id),
  foreign key (team_id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id)
);
create unique index role_name on identity.role (team_id, lower(name));
create index role_creator on identity.role (team_id, created_by_membership_id);
create index role_updater on identity.role (team_id, updated_by_membership_id);
comment on table identity.role is 'A role that a team has made: a name and the permissions that it adds. System roles are in the code.';
create trigger touch before update on identity.role for each row execute function app.touch_updated_at();

create table identity.role_assignment (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  membership_id uuid not null,
  role_id uuid not null,
  project_id uuid,
  expires_at timestamptz(3),
  created_by_membership_id uuid,
  updated_by_membership_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  unique nulls not distinct (team_id, membership_id, role_id, project_id),
  foreign key (team_id, membership_id) references identity.membership (team_id, id) on delete cascade,
  foreign key (team_id, role_id) references identity.role (team_id, id) on delete cascade,
  foreign key (team_id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id),
  foreign key (team_id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id)
);
create index role_assignment_role on identity.role_assignment (team_id, role_id);
create index role_assignment_creator on identity.role_assignment (team_id, created_by_membership_id);
create index role_assignment_updater on identity.role_assignment (team_id, updated_by_membership_id);
comment on table identity.role_assignment is 'A member has a role of the team, everywhere or in one project alone. It grants nothing once it has expired.';
comment on column identity.role_assignment.project_id is 'The one project that the role counts in; null for the whole team.';
create trigger touch before update on identity.role_assignment for each row execute function app.touch_updated_at();

create table identity.permission_version (
  team_id uuid primary key references identity.team (id) on delete cascade,
  version bigint not null default 1 check (version >= 1)
);
comment on table identity.permission_version is 'How often the permissions of members of a team have changed; no row for never.';

alter table identity.role enable row level security;
alter table identity.role force row level security;
create policy team_isolation on identity.role
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
alter table identity.role_assignment enable row level security;
alter table identity.role_assignment force row level security;
create policy team_isolation on identity.role_assignment
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
alter table identity.permission_version enable row level security;
alter table identity.permission_version force row level security;
create policy team_isolation on identity.permission_version
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

grant select, delete on identity.role, identity.role_assignment to svc_identity;
grant select on identity.permission_version to svc_identity;
grant insert (team_id, id, name, description, permissions, version, created_by_membership_id, updated_by_membership_id) on identity.role
  to svc_identity;
grant update (name, description, permissions, updated_by_membership_id, version) on identity.role to svc_identity;
grant insert (team_id, id, membership_id, role_id, project_id, expires_at, created_by_membership_id, updated_by_membership_id)
  on identity.role_assignment to svc_identity;
grant update (expires_at, updated_by_membership_id) on identity.role_assignment to svc_identity;
grant select (team_id, id) on identity.role, identity.role_assignment to svc_tenders;

-- Seen across teams by the functions below alone, each of which asks for one team.
create policy sign_in_lookup on identity.role for select to hub_sign_in using (true);
create policy sign_in_lookup on identity.role_assignment for select to hub_sign_in using (true);
create policy count_up on identity.permission_version to hub_sign_in using (true) with check (true);
grant select (team_id, id, permissions) on identity.role to hub_sign_in;
grant select (team_id, membership_id, role_id, project_id, expires_at) on identity.role_assignment to hub_sign_in;
grant select, insert (team_id), update (version) on identity.permission_version to hub_sign_in;

create function identity.authority(p_session uuid)
  returns table (role text, is_session_open boolean, version bigint, grants jsonb)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select s.role, s.is_session_open,
      coalesce((select v.version from identity.permission_version v where v.team_id = app.current_team_id()), 0),
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'role', r.id, 'permissions', to_jsonb(r.permissions), 'project', a.project_id, 'until', a.expires_at))
        from identity.membership m
        join identity.role_assignment a on a.team_id = m.team_id and a.membership_id = m.id
        join identity.role r on r.team_id = a.team_id and r.id = a.role_id
        where m.team_id = app.current_team_id() and m.account_id = app.current_account_id()
          and (a.expires_at is null or a.expires_at > now())
      ), '[]')
    from identity.standing(p_session) s
  $$;
comment on function identity.authority(uuid) is
  'What the account of this transaction may do in its team, beside identity.standing: roles of the team with their permissions and scope.';

create function identity.count_permission_change() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  -- A team that is being deleted takes its row along; nothing is counted then.
  if tg_op = 'DELETE' then
    update identity.permission_version set version = version + 1 where team_id = old.team_id;
  else
    insert into identity.permission_version as known (team_id) values (new.team_id)
    on conflict (team_id) do update set version = known.version + 1;
  end if;
  return null;
end
$$;
comment on function identity.count_permission_change() is 'Trigger: what members of the team may do has changed.';

grant create on schema identity to hub_sign_in;
alter function identity.authority(uuid) owner to hub_sign_in;
alter function identity.count_permission_change() owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.authority(uuid), identity.count_permission_change() from public;
grant execute on function identity.authority(uuid) to svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics;

create trigger count_change after insert or update of permissions or delete on identity.role
  for each row execute function identity.count_permission_change();
create trigger count_change after insert or update or delete on identity.role_assignment
  for each row execute function identity.count_permission_change();
create trigger count_change after update of role on identity.membership
  for each row when (old.role is distinct from new.role)
  execute function identity.count_permission_change();

-- Down Migration

drop trigger count_change on identity.membership;
drop function identity.authority(uuid);
drop table identity.permission_version, identity.role_assignment, identity.role;
drop function identity.count_permission_change();
