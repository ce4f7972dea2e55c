-- Up Migration

-- 115. A team talks about what it has in hand: comments on entries, projects and tasks, which mention members.
--
-- A comment is on exactly one thing and goes with it. Who is mentioned is a member of the same team, by foreign key, and told of it
-- by the reader of events, which learns what a comment is about and not what it says.
--
-- Cost: new tables, and a function that deletes from one more bin. Undo: the down section (loses comments).

create table workspace.comment (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  entry_id uuid,
  project_id uuid,
  task_id uuid,
  text text not null check (length(text) between 1 and 10000),
  version integer not null default 1 check (version >= 1),
  created_by_membership_id uuid,
  updated_by_membership_id uuid,
  deleted_by_membership_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  edited_at timestamptz(3),
  deleted_at timestamptz(3),
  primary key (team_id, id),
  check (num_nonnulls(entry_id, project_id, task_id) = 1),
  foreign key (team_id, entry_id) references workspace.entry (team_id, id) on delete cascade,
  foreign key (team_id, project_id) references workspace.project (team_id, id) on delete cascade,
  foreign key (team_id, task_id) references workspace.task (team_id, id) on delete cascade,
  foreign key (team_id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id),
  foreign key (team_id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id),
  foreign key (team_id, deleted_by_membership_id) references identity.membership (team_id, id)
    on delete set null (deleted_by_membership_id)
);
create index comment_entry on workspace.comment (team_id, entry_id, id);
create index comment_project on workspace.comment (team_id, project_id, id);
create index comment_task on workspace.comment (team_id, task_id, id);
create index comment_deleted on workspace.comment (deleted_at) where deleted_at is not null;
create index comment_creator on workspace.comment (team_id, created_by_membership_id);
create index comment_updater on workspace.comment (team_id, updated_by_membership_id);
create index comment_deleter on workspace.comment (team_id, deleted_by_membership_id);
comment on table workspace.comment is 'What a member said about an entry, a project or a task.';
comment on column workspace.comment.edited_at is 'When its author changed it last; null when that never happened.';

create table workspace.comment_mention (
  team_id uuid not null references identity.team (id) on delete cascade,
  comment_id uuid not null,
  membership_id uuid not null,
  primary key (team_id, comment_id, membership_id),
  foreign key (team_id, comment_id) references workspace.comment (team_id, id) on delete cascade,
  foreign key (team_id, membership_id) references identity.membership (team_id, id) on delete cascade
);
create index comment_mention_member on workspace.comment_mention (team_id, membership_id);
comment on table workspace.comment_mention is 'A member whom a comment mentions.';

create trigger touch before update on workspace.comment for each row execute function app.touch_updated_at();

alter table workspace.comment enable row level security;
alter table workspace.comment force row level security;
create policy team_isolation on workspace.comment
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
alter table workspace.comment_mention enable row level security;
alter table workspace.comment_mention force row level security;
create policy team_isolation on workspace.comment_mention
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

grant select on workspace.comment, workspace.comment_mention to svc_workspace;
grant insert (team_id, entry_id, project_id, task_id, text, version, created_by_membership_id, updated_by_membership_id)
  on workspace.comment to svc_workspace;
grant update (text, version, updated_by_membership_id, deleted_by_membership_id, edited_at, deleted_at) on workspace.comment to svc_workspace;
grant insert (team_id, comment_id, membership_id), delete on workspace.comment_mention to svc_workspace;

-- What a comment is about, for who is mentioned in it.
grant select (team_id, id, entry_id, project_id, task_id, created_by_membership_id, deleted_at) on workspace.comment to svc_tenders;
grant select (team_id, name) on workspace.project to svc_tenders;
grant select (team_id, title) on workspace.task to svc_tenders;

create policy keeper_purges on workspace.comment to hub_keeper
  using (deleted_at < now() - interval '90 days') with check (false);
grant select (team_id, id, deleted_at), delete on workspace.comment to hub_keeper;

create or replace function workspace.purge_bin(p_max integer) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with comments as (
      delete from workspace.comment c using (
        select team_id, id from workspace.comment where deleted_at < now() - interval '90 days' limit p_max
      ) old
      where c.team_id = old.team_id and c.id = old.id
      returning 1
    ), tasks as (
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
    select (select count(*) from comments) + (select count(*) from tasks) + (select count(*) from projects)
  $$;
comment on function workspace.purge_bin(integer) is
  'Deletes at most so many projects, and as many tasks and comments, that have been in the bin for 90 days; answers how many.';

-- Down Migration

create or replace function workspace.purge_bin(p_max integer) returns bigint
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
revoke select (team_id, title) on workspace.task from svc_tenders;
revoke select (team_id, name) on workspace.project from svc_tenders;
drop table workspace.comment_mention, workspace.comment;
