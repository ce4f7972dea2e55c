-- Up Migration

-- 120. A team plans what happens at a time: meetings, calls, milestones and reviews of a project or an entry, with who takes part and
-- what they answered.
--
-- Cost: new tables only. Undo: the down section (loses activities).

create table workspace.activity (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  project_id uuid,
  entry_id uuid,
  kind text not null check (kind in ('MEETING', 'CALL', 'EMAIL', 'MILESTONE', 'REVIEW', 'OTHER')),
  title text not null check (length(title) between 1 and 200),
  notes text check (length(notes) <= 10000),
  starts_at timestamptz(3) not null check (isfinite(starts_at)),
  ends_at timestamptz(3) check (ends_at >= starts_at and isfinite(ends_at)),
  time_zone text not null check (length(time_zone) between 1 and 100),
  place text check (length(place) between 1 and 500),
  shipley_step text check (shipley_step in
    ('KICK_OFF', 'BLUE_TEAM', 'BLACK_HAT', 'PINK_TEAM', 'GREEN_TEAM', 'RED_TEAM', 'GOLD_TEAM', 'WHITE_HAT')),
  tags text[] not null default '{}' check (cardinality(tags) <= 20 and octet_length(array_to_string(tags, '')) <= 4000),
  -- Names and values that the team made up.
  custom_fields jsonb not null default '[]' check (jsonb_typeof(custom_fields) = 'array' and pg_column_size(custom_fields) <= 65536),
  priority text not null default 'MEDIUM' check (priority in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  status text not null default 'PLANNED' check (status in ('PLANNED', 'COMPLETED', 'CANCELLED')),
  completion_percent integer not null default 0 check (completion_percent between 0 and 100),
  completed_at timestamptz(3),
  assignee_membership_id uuid,
  version integer not null default 1 check (version >= 1),
  created_by_membership_id uuid,
  updated_by_membership_id uuid,
  deleted_by_membership_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  primary key (team_id, id),
  check (num_nonnulls(project_id, entry_id) = 1),
  check ((status = 'COMPLETED') = (completed_at is not null)),
  check (status <> 'COMPLETED' or completion_percent = 100),
  foreign key (team_id, project_id) references workspace.project (team_id, id) on delete cascade,
  foreign key (team_id, entry_id) references workspace.entry (team_id, id) on delete cascade,
  foreign key (team_id, assignee_membership_id) references identity.membership (team_id, id)
    on delete set null (assignee_membership_id),
  foreign key (team_id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id),
  foreign key (team_id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id),
  foreign key (team_id, deleted_by_membership_id) references identity.membership (team_id, id)
    on delete set null (deleted_by_membership_id)
);
create index activity_starts on workspace.activity (team_id, starts_at, id) where deleted_at is null;
create index activity_updated on workspace.activity (team_id, updated_at, id) where deleted_at is null;
create index activity_project on workspace.activity (team_id, project_id, id);
create index activity_entry on workspace.activity (team_id, entry_id, id);
create index activity_assignee on workspace.activity (team_id, assignee_membership_id, starts_at);
create index activity_deleted on workspace.activity (deleted_at) where deleted_at is not null;
create index activity_creator on workspace.activity (team_id, created_by_membership_id);
create index activity_updater on workspace.activity (team_id, updated_by_membership_id);
create index activity_deleter on workspace.activity (team_id, deleted_by_membership_id);
comment on table workspace.activity is 'Something that happens at a time for a project or an entry.';

create table workspace.activity_participant (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  activity_id uuid not null,
  membership_id uuid,
  name text check (length(name) between 1 and 200),
  email text check (email = lower(email) and length(email) between 3 and 254),
  part text not null default 'REQUIRED' check (part in ('ORGANIZER', 'REQUIRED', 'OPTIONAL', 'OBSERVER')),
  answer text not null default 'INVITED' check (answer in ('INVITED', 'ACCEPTED', 'DECLINED', 'TENTATIVE')),
  answered_at timestamptz(3),
  primary key (team_id, id),
  unique (team_id, activity_id, membership_id),
  unique (team_id, activity_id, email),
  -- A member, or a person outside of the team by name.
  check ((membership_id is null) = (name is not null)),
  check (membership_id is null or email is null),
  foreign key (team_id, activity_id) references workspace.activity (team_id, id) on delete cascade,
  foreign key (team_id, membership_id) references identity.membership (team_id, id) on delete cascade
);
create index activity_participant_member on workspace.activity_participant (team_id, membership_id);
comment on table workspace.activity_participant is 'Who takes part in an activity, and what they answered.';

create trigger touch before update on workspace.activity for each row execute function app.touch_updated_at();

alter table workspace.activity enable row level security;
alter table workspace.activity force row level security;
create policy team_isolation on workspace.activity
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
alter table workspace.activity_participant enable row level security;
alter table workspace.activity_participant force row level security;
create policy team_isolation on workspace.activity_participant
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

grant select on workspace.activity, workspace.activity_participant to svc_workspace;
grant insert (team_id, project_id, entry_id, kind, title, notes, starts_at, ends_at, time_zone, place, shipley_step, tags, custom_fields,
  priority, status, completion_percent, completed_at, assignee_membership_id, version, created_by_membership_id,
  updated_by_membership_id) on workspace.activity to svc_workspace;
grant update (kind, title, notes, starts_at, ends_at, time_zone, place, shipley_step, tags, custom_fields, priority, status,
  completion_percent, completed_at, assignee_membership_id, version, updated_by_membership_id, deleted_by_membership_id, deleted_at)
  on workspace.activity to svc_workspace;
grant insert (team_id, activity_id, membership_id, name, email, part, answer, answered_at), update (answer, answered_at), delete
  on workspace.activity_participant to svc_workspace;
grant select (id) on workspace.activity to svc_tenders;

create policy keeper_purges on workspace.activity to hub_keeper
  using (deleted_at < now() - interval '90 days') with check (false);
grant select (team_id, id, deleted_at), delete on workspace.activity to hub_keeper;

create function workspace.purge_activities(p_max integer) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with activities as (
      delete from workspace.activity a using (
        select team_id, id from workspace.activity where deleted_at < now() - interval '90 days' limit p_max
      ) old
      where a.team_id = old.team_id and a.id = old.id
      returning 1
    )
    select count(*) from activities
  $$;
comment on function workspace.purge_activities(integer) is 'Deletes at most so many activities that have been in the bin for 90 days; answers how many.';
grant create on schema workspace to hub_keeper;
alter function workspace.purge_activities(integer) owner to hub_keeper;
revoke create on schema workspace from hub_keeper;
revoke all on function workspace.purge_activities(integer) from public;
grant execute on function workspace.purge_activities(integer) to svc_tenders;

-- Down Migration

drop function workspace.purge_activities(integer);
drop table workspace.activity_participant, workspace.activity;
