-- Up Migration

-- 91. A team turns a tender into a pursuit, moves it from stage to stage, and keeps what it decided and on what evidence; or plans
-- work of its own that no tender is behind.
--
-- A pursuit is about one tender, public or the team's own. When the source of an own tender is deleted, the pursuit stays without
-- one. Deleting puts a project into the bin; a job deletes it for good after 90 days.
--
-- Cost: new tables only. Undo: the down section (loses projects with all that was decided).

create table workspace.project (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  kind text not null check (kind in ('PURSUIT', 'WORK')),
  tender_id uuid references tenders.tender (id),
  team_tender_id uuid,
  name text not null check (length(name) between 1 and 200),
  description text check (length(description) <= 10000),
  reference text check (length(reference) between 1 and 100),
  stage text check (stage in ('PHASE_0', 'PHASE_1', 'PHASE_2', 'PHASE_3', 'PHASE_4', 'PHASE_5', 'PHASE_6', 'AWARDED', 'LOST')),
  status text not null check (status in ('ACTIVE', 'ON_HOLD', 'CANCELLED', 'NOT_STARTED', 'IN_PROGRESS', 'COMPLETED', 'ARCHIVED')),
  priority text not null default 'MEDIUM' check (priority in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  win_probability integer check (win_probability between 0 and 100),
  strategic_value integer check (strategic_value between 0 and 100),
  capture_manager_membership_id uuid,
  proposal_manager_membership_id uuid,
  outcome text check (outcome in ('WON', 'LOST', 'CANCELLED')),
  outcome_price_amount numeric check (outcome_price_amount >= 0 and outcome_price_amount < 'Infinity'),
  outcome_price_currency text check (app.is_currency(outcome_price_currency)),
  outcome_winner text check (length(outcome_winner) <= 500),
  outcome_reasons text check (length(outcome_reasons) <= 5000),
  closed_at timestamptz(3),
  -- The version of the public tender that somebody of the team looked at last, and what has come since is measured by.
  seen_version integer check (seen_version >= 1),
  seen_at timestamptz(3),
  version integer not null default 1 check (version >= 1),
  created_by_membership_id uuid,
  updated_by_membership_id uuid,
  deleted_by_membership_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  primary key (team_id, id),
  unique (team_id, reference),
  check (num_nonnulls(tender_id, team_tender_id) <= case kind when 'PURSUIT' then 1 else 0 end),
  check ((stage is not null) = (kind = 'PURSUIT')),
  check (case kind when 'PURSUIT' then status not in ('NOT_STARTED', 'IN_PROGRESS') else status not in ('ACTIVE', 'ON_HOLD', 'CANCELLED') end),
  check ((outcome_price_amount is null) = (outcome_price_currency is null)),
  foreign key (team_id, team_tender_id) references tenders.team_tender (team_id, id) on delete set null (team_tender_id),
  foreign key (team_id, capture_manager_membership_id) references identity.membership (team_id, id)
    on delete set null (capture_manager_membership_id),
  foreign key (team_id, proposal_manager_membership_id) references identity.membership (team_id, id)
    on delete set null (proposal_manager_membership_id),
  foreign key (team_id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id),
  foreign key (team_id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id),
  foreign key (team_id, deleted_by_membership_id) references identity.membership (team_id, id)
    on delete set null (deleted_by_membership_id)
);
create index project_listed on workspace.project (team_id, id) where deleted_at is null;
create index project_updated on workspace.project (team_id, updated_at, id) where deleted_at is null;
create index project_status on workspace.project (team_id, status, stage) where deleted_at is null;
create index project_deleted on workspace.project (deleted_at) where deleted_at is not null;
create index project_tender on workspace.project (tender_id);
create index project_team_tender on workspace.project (team_id, team_tender_id);
create index project_capture_manager on workspace.project (team_id, capture_manager_membership_id);
create index project_proposal_manager on workspace.project (team_id, proposal_manager_membership_id);
create index project_creator on workspace.project (team_id, created_by_membership_id);
create index project_updater on workspace.project (team_id, updated_by_membership_id);
create index project_deleter on workspace.project (team_id, deleted_by_membership_id);
comment on table workspace.project is 'A pursuit of one tender, or other work of a team, from the first idea to its outcome.';
comment on column workspace.project.deleted_at is 'Since when it is in the bin; null when it is not.';

create table workspace.project_member (
  team_id uuid not null references identity.team (id) on delete cascade,
  project_id uuid not null,
  membership_id uuid not null,
  role text not null check (role in ('MANAGER', 'CONTRIBUTOR', 'REVIEWER', 'OBSERVER')),
  expires_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  primary key (team_id, project_id, membership_id),
  foreign key (team_id, project_id) references workspace.project (team_id, id) on delete cascade,
  foreign key (team_id, membership_id) references identity.membership (team_id, id) on delete cascade
);
create index project_member_person on workspace.project_member (team_id, membership_id);
comment on table workspace.project_member is 'Who of the team works on a project, as what, and until when.';

create table workspace.stage_change (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  project_id uuid not null,
  from_stage text check (length(from_stage) <= 20),
  to_stage text check (length(to_stage) <= 20),
  from_status text not null check (length(from_status) <= 20),
  to_status text not null check (length(to_status) <= 20),
  reason text check (length(reason) <= 2000),
  changed_by_membership_id uuid,
  changed_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  foreign key (team_id, project_id) references workspace.project (team_id, id) on delete cascade,
  foreign key (team_id, changed_by_membership_id) references identity.membership (team_id, id)
    on delete set null (changed_by_membership_id)
);
create index stage_change_project on workspace.stage_change (team_id, project_id, id);
create index stage_change_person on workspace.stage_change (team_id, changed_by_membership_id);
comment on table workspace.stage_change is 'A step of a project from one stage or status to another. Never changed.';

create table workspace.gate_decision (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  project_id uuid not null,
  from_stage text not null check (length(from_stage) <= 20),
  to_stage text not null check (length(to_stage) <= 20),
  decision text not null check (decision in ('GO', 'NO_GO')),
  note text check (length(note) <= 5000),
  approver_membership_id uuid,
  -- The tender, its facts and the team's own readings of it as they were: what the decision rested on.
  evidence jsonb not null check (octet_length(evidence::text) <= 200000),
  tender_version integer check (tender_version >= 1),
  decided_at timestamptz(3) not null default now(),
  reopened_at timestamptz(3),
  reopened_version integer check (reopened_version >= 1),
  reopened_changes jsonb check (octet_length(reopened_changes::text) <= 200000),
  primary key (team_id, id),
  foreign key (team_id, project_id) references workspace.project (team_id, id) on delete cascade,
  foreign key (team_id, approver_membership_id) references identity.membership (team_id, id)
    on delete set null (approver_membership_id)
);
create index gate_decision_project on workspace.gate_decision (team_id, project_id, id);
create index gate_decision_approver on workspace.gate_decision (team_id, approver_membership_id);
comment on table workspace.gate_decision is 'A decision at a gate, who took it, and on what evidence.';
comment on column workspace.gate_decision.reopened_at is 'When a material change of the tender put the decision in doubt; once at most.';

create trigger touch before update on workspace.project for each row execute function app.touch_updated_at();

alter table workspace.project enable row level security;
alter table workspace.project force row level security;
create policy team_isolation on workspace.project
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
alter table workspace.project_member enable row level security;
alter table workspace.project_member force row level security;
create policy team_isolation on workspace.project_member
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
alter table workspace.stage_change enable row level security;
alter table workspace.stage_change force row level security;
create policy team_isolation on workspace.stage_change
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
alter table workspace.gate_decision enable row level security;
alter table workspace.gate_decision force row level security;
create policy team_isolation on workspace.gate_decision
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

grant select on workspace.project, workspace.project_member, workspace.stage_change, workspace.gate_decision to svc_workspace;
grant insert (team_id, kind, tender_id, team_tender_id, name, description, reference, stage, status, priority, win_probability,
  strategic_value, capture_manager_membership_id, proposal_manager_membership_id, seen_version, seen_at, version, created_by_membership_id,
  updated_by_membership_id) on workspace.project to svc_workspace;
grant update (name, description, reference, stage, status, priority, win_probability, strategic_value,
  capture_manager_membership_id, proposal_manager_membership_id, outcome, outcome_price_amount, outcome_price_currency,
  outcome_winner, outcome_reasons, closed_at, seen_version, seen_at, version, updated_by_membership_id,
  deleted_by_membership_id, deleted_at) on workspace.project to svc_workspace;
grant insert (team_id, project_id, membership_id, role, expires_at), update (role, expires_at), delete
  on workspace.project_member to svc_workspace;
grant insert (team_id, project_id, from_stage, to_stage, from_status, to_status, reason, changed_by_membership_id)
  on workspace.stage_change to svc_workspace;
grant insert (team_id, project_id, from_stage, to_stage, decision, note, approver_membership_id, evidence, tender_version)
  on workspace.gate_decision to svc_workspace;
grant update (reopened_at, reopened_version, reopened_changes) on workspace.gate_decision to svc_workspace;

-- What a decision rests on, and how many projects a plan allows.
grant select (title, description, reference, lifecycle, province, value_amount, value_currency, version) on tenders.tender to svc_workspace;
grant select (team_id, id, title, description, reference, lifecycle, province, value_amount, value_currency, closing_at)
  on tenders.team_tender to svc_workspace;
grant select (tender_id, version, effective_at, impact, changes) on tenders.tender_version to svc_workspace;
grant select (tender_id, cidb) on tenders.tender_fact to svc_workspace;
grant select (team_id, tender_id, field, original, value, reason) on tenders.tender_override to svc_workspace;
grant select (id, plan) on identity.team to svc_workspace;
grant select (plan, subject, effective_from, max) on identity.plan_limit to svc_workspace;
grant select (team_id, subject, max) on identity.team_limit to svc_workspace;
grant select (id) on workspace.project, workspace.stage_change, workspace.gate_decision to svc_tenders;

-- Down Migration

revoke select (team_id, subject, max) on identity.team_limit from svc_workspace;
revoke select (plan, subject, effective_from, max) on identity.plan_limit from svc_workspace;
revoke select (id, plan) on identity.team from svc_workspace;
revoke select (team_id, tender_id, field, original, value, reason) on tenders.tender_override from svc_workspace;
revoke select (tender_id, cidb) on tenders.tender_fact from svc_workspace;
revoke select (tender_id, version, effective_at, impact, changes) on tenders.tender_version from svc_workspace;
revoke select (team_id, id, title, description, reference, lifecycle, province, value_amount, value_currency, closing_at)
  on tenders.team_tender from svc_workspace;
revoke select (title, description, reference, lifecycle, province, value_amount, value_currency, version) on tenders.tender from svc_workspace;
drop table workspace.gate_decision, workspace.stage_change, workspace.project_member, workspace.project;
