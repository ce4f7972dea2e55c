-- Up Migration

-- 122. A finished project is put away whole, as one JSON document, and given back as it was.
--
-- The document says a key in place of each member, and only the second table says whose key it is: whoever is erased or leaves is
-- forgotten there, and the document and its hash stay as they are. What the workspace gives back keeps its ids, versions and times, which is
-- why it may now write those columns.
--
-- Cost: new tables only. Undo: the down section (loses archives).

create table workspace.project_archive (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  project_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  reference text check (length(reference) between 1 and 100),
  kind text not null check (kind in ('PURSUIT', 'WORK')),
  status text not null check (status in ('COMPLETED', 'CANCELLED', 'ARCHIVED')),
  project_version integer not null check (project_version >= 1),
  format_version integer not null check (format_version >= 1),
  -- The bytes that are handed out, and what the hash is of.
  document bytea not null check (octet_length(document) between 2 and 20000000),
  byte_size integer not null check (byte_size = octet_length(document)),
  sha256 bytea not null check (sha256 = sha256(document)),
  member_count integer not null check (member_count >= 0),
  stage_change_count integer not null check (stage_change_count >= 0),
  gate_decision_count integer not null check (gate_decision_count >= 0),
  task_count integer not null check (task_count >= 0),
  activity_count integer not null check (activity_count >= 0),
  comment_count integer not null check (comment_count >= 0),
  archived_by_membership_id uuid,
  archived_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  unique (team_id, project_id),
  foreign key (team_id, archived_by_membership_id) references identity.membership (team_id, id)
    on delete set null (archived_by_membership_id)
);
create index project_archive_archiver on workspace.project_archive (team_id, archived_by_membership_id);
comment on table workspace.project_archive is 'A finished project with all that belongs to it, as one JSON document. Never changed.';

create table workspace.project_archive_person (
  team_id uuid not null references identity.team (id) on delete cascade,
  archive_id uuid not null,
  key uuid not null,
  membership_id uuid,
  primary key (team_id, archive_id, key),
  foreign key (team_id, archive_id) references workspace.project_archive (team_id, id) on delete cascade,
  foreign key (team_id, membership_id) references identity.membership (team_id, id) on delete set null (membership_id)
);
create index project_archive_person_member on workspace.project_archive_person (team_id, membership_id);
comment on table workspace.project_archive_person is 'Whom a key in the document of an archive stands for.';

alter table workspace.project_archive enable row level security;
alter table workspace.project_archive force row level security;
create policy team_isolation on workspace.project_archive
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
alter table workspace.project_archive_person enable row level security;
alter table workspace.project_archive_person force row level security;
create policy team_isolation on workspace.project_archive_person
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

grant select, insert (team_id, id, project_id, name, reference, kind, status, project_version, format_version, document, byte_size, sha256,
  member_count, stage_change_count, gate_decision_count, task_count, activity_count, comment_count, archived_by_membership_id), delete
  on workspace.project_archive to svc_workspace;
grant select, insert (team_id, archive_id, key, membership_id) on workspace.project_archive_person to svc_workspace;
grant select (id) on workspace.project_archive to svc_tenders;

grant delete on workspace.project to svc_workspace;
grant insert (id, outcome, outcome_price_amount, outcome_price_currency, outcome_winner, outcome_reasons, closed_at,
  deleted_by_membership_id, created_at, updated_at, deleted_at) on workspace.project to svc_workspace;
grant insert (created_at) on workspace.project_member to svc_workspace;
grant insert (id, changed_at) on workspace.stage_change to svc_workspace;
grant insert (id, decided_at) on workspace.gate_decision to svc_workspace;
grant insert (id, completed_at, deleted_by_membership_id, created_at, updated_at, deleted_at) on workspace.task to svc_workspace;
grant insert (id, deleted_by_membership_id, created_at, updated_at, deleted_at) on workspace.activity to svc_workspace;
grant insert (id) on workspace.activity_participant to svc_workspace;
grant insert (id, deleted_by_membership_id, created_at, updated_at, edited_at, deleted_at) on workspace.comment to svc_workspace;

-- Down Migration

revoke insert (id, deleted_by_membership_id, created_at, updated_at, edited_at, deleted_at) on workspace.comment from svc_workspace;
revoke insert (id) on workspace.activity_participant from svc_workspace;
revoke insert (id, deleted_by_membership_id, created_at, updated_at, deleted_at) on workspace.activity from svc_workspace;
revoke insert (id, completed_at, deleted_by_membership_id, created_at, updated_at, deleted_at) on workspace.task from svc_workspace;
revoke insert (id, decided_at) on workspace.gate_decision from svc_workspace;
revoke insert (id, changed_at) on workspace.stage_change from svc_workspace;
revoke insert (created_at) on workspace.project_member from svc_workspace;
revoke insert (id, outcome, outcome_price_amount, outcome_price_currency, outcome_winner, outcome_reasons, closed_at,
  deleted_by_membership_id, created_at, updated_at, deleted_at) on workspace.project from svc_workspace;
revoke delete on workspace.project from svc_workspace;
drop table workspace.project_archive_person, workspace.project_archive;
