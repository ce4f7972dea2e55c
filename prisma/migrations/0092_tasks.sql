-- Up Migration

-- 92. A team plans its work: tasks of projects, with who does them by when, what they wait for, and how they recur.
--
-- Public holidays are dated rows with their source: days that are declared later, such as days of elections, are added as rows. A
-- recurring task makes the next one when it is completed, once: the next one names the one before.
--
-- Cost: new tables only. Undo: the down section (loses tasks).

create table workspace.public_holiday (
  country text not null check (country ~ '^[A-Z]{2}$'),
  day date not null,
  name text not null check (length(name) between 1 and 200),
  source text not null check (length(source) between 1 and 500),
  primary key (country, day)
);
comment on table workspace.public_holiday is 'Days on which nobody works, by the law of a country.';

insert into workspace.public_holiday (country, day, name, source) values
  ('ZA', '2024-01-01', 'New Year''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2024-03-21', 'Human Rights Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2024-03-29', 'Good Friday', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2024-04-01', 'Family Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2024-04-27', 'Freedom Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2024-05-01', 'Workers'' Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2024-06-16', 'Youth Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2024-06-17', 'Youth Day (Monday after)', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2024-08-09', 'National Women''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2024-09-24', 'Heritage Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2024-12-16', 'Day of Reconciliation', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2024-12-25', 'Christmas Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2024-12-26', 'Day of Goodwill', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2025-01-01', 'New Year''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2025-03-21', 'Human Rights Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2025-04-18', 'Good Friday', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2025-04-21', 'Family Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2025-04-27', 'Freedom Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2025-04-28', 'Freedom Day (Monday after)', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2025-05-01', 'Workers'' Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2025-06-16', 'Youth Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2025-08-09', 'National Women''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2025-09-24', 'Heritage Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2025-12-16', 'Day of Reconciliation', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2025-12-25', 'Christmas Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2025-12-26', 'Day of Goodwill', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2026-01-01', 'New Year''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2026-03-21', 'Human Rights Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2026-04-03', 'Good Friday', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2026-04-06', 'Family Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2026-04-27', 'Freedom Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2026-05-01', 'Workers'' Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2026-06-16', 'Youth Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2026-08-09', 'National Women''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2026-08-10', 'National Women''s Day (Monday after)', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2026-09-24', 'Heritage Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2026-12-16', 'Day of Reconciliation', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2026-12-25', 'Christmas Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2026-12-26', 'Day of Goodwill', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2027-01-01', 'New Year''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2027-03-21', 'Human Rights Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2027-03-22', 'Human Rights Day (Monday after)', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2027-03-26', 'Good Friday', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2027-03-29', 'Family Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2027-04-27', 'Freedom Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2027-05-01', 'Workers'' Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2027-06-16', 'Youth Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2027-08-09', 'National Women''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2027-09-24', 'Heritage Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2027-12-16', 'Day of Reconciliation', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2027-12-25', 'Christmas Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2027-12-26', 'Day of Goodwill', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2027-12-27', 'Day of Goodwill (Monday after)', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2028-01-01', 'New Year''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2028-03-21', 'Human Rights Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2028-04-14', 'Good Friday', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2028-04-17', 'Family Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2028-04-27', 'Freedom Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2028-05-01', 'Workers'' Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2028-06-16', 'Youth Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2028-08-09', 'National Women''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2028-09-24', 'Heritage Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2028-09-25', 'Heritage Day (Monday after)', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2028-12-16', 'Day of Reconciliation', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2028-12-25', 'Christmas Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2028-12-26', 'Day of Goodwill', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2029-01-01', 'New Year''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2029-03-21', 'Human Rights Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2029-03-30', 'Good Friday', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2029-04-02', 'Family Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2029-04-27', 'Freedom Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2029-05-01', 'Workers'' Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2029-06-16', 'Youth Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2029-08-09', 'National Women''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2029-09-24', 'Heritage Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2029-12-16', 'Day of Reconciliation', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2029-12-17', 'Day of Reconciliation (Monday after)', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2029-12-25', 'Christmas Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2029-12-26', 'Day of Goodwill', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2030-01-01', 'New Year''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2030-03-21', 'Human Rights Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2030-04-19', 'Good Friday', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2030-04-22', 'Family Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2030-04-27', 'Freedom Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2030-05-01', 'Workers'' Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2030-06-16', 'Youth Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2030-06-17', 'Youth Day (Monday after)', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2030-08-09', 'National Women''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2030-09-24', 'Heritage Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2030-12-16', 'Day of Reconciliation', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2030-12-25', 'Christmas Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2030-12-26', 'Day of Goodwill', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2031-01-01', 'New Year''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2031-03-21', 'Human Rights Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2031-04-11', 'Good Friday', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2031-04-14', 'Family Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2031-04-27', 'Freedom Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2031-04-28', 'Freedom Day (Monday after)', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2031-05-01', 'Workers'' Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2031-06-16', 'Youth Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2031-08-09', 'National Women''s Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2031-09-24', 'Heritage Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2031-12-16', 'Day of Reconciliation', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2031-12-25', 'Christmas Day', 'Public Holidays Act 36 of 1994'),
  ('ZA', '2031-12-26', 'Day of Goodwill', 'Public Holidays Act 36 of 1994');

create table workspace.task (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  project_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  description text check (length(description) <= 10000),
  status text not null default 'NOT_STARTED' check (status in ('NOT_STARTED', 'IN_PROGRESS', 'COMPLETED')),
  priority text not null default 'MEDIUM' check (priority in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  assignee_membership_id uuid,
  due_on date,
  completed_at timestamptz(3),
  -- RFC 5545, from the day on which the first of the series was due.
  recurrence text check (length(recurrence) between 1 and 300),
  recurs_from date,
  previous_task_id uuid,
  -- The step of a plan that was made back from the closing time; one of each for a project.
  plan_step text check (plan_step in ('BRIEFING', 'QUESTIONS', 'SIGN_OFF', 'DELIVERY')),
  version integer not null default 1 check (version >= 1),
  created_by_membership_id uuid,
  updated_by_membership_id uuid,
  deleted_by_membership_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  primary key (team_id, id),
  unique (team_id, previous_task_id),
  unique (team_id, project_id, plan_step),
  check (recurrence is null or (due_on is not null and recurs_from is not null)),
  foreign key (team_id, project_id) references workspace.project (team_id, id) on delete cascade,
  foreign key (team_id, previous_task_id) references workspace.task (team_id, id) on delete set null (previous_task_id),
  foreign key (team_id, assignee_membership_id) references identity.membership (team_id, id)
    on delete set null (assignee_membership_id),
  foreign key (team_id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id),
  foreign key (team_id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id),
  foreign key (team_id, deleted_by_membership_id) references identity.membership (team_id, id)
    on delete set null (deleted_by_membership_id)
);
create index task_due on workspace.task (team_id, due_on, id) where deleted_at is null;
create index task_assignee on workspace.task (team_id, assignee_membership_id, due_on, id);
create index task_project on workspace.task (team_id, project_id, id);
create index task_updated on workspace.task (team_id, updated_at, id) where deleted_at is null;
create index task_deleted on workspace.task (deleted_at) where deleted_at is not null;
create index task_creator on workspace.task (team_id, created_by_membership_id);
create index task_updater on workspace.task (team_id, updated_by_membership_id);
create index task_deleter on workspace.task (team_id, deleted_by_membership_id);
comment on table workspace.task is 'A piece of work of a project.';

create table workspace.task_dependency (
  team_id uuid not null references identity.team (id) on delete cascade,
  task_id uuid not null,
  depends_on_task_id uuid not null check (depends_on_task_id <> task_id),
  primary key (team_id, task_id, depends_on_task_id),
  foreign key (team_id, task_id) references workspace.task (team_id, id) on delete cascade,
  foreign key (team_id, depends_on_task_id) references workspace.task (team_id, id) on delete cascade
);
create index task_dependency_other on workspace.task_dependency (team_id, depends_on_task_id);
comment on table workspace.task_dependency is 'A task that waits for another. There are no circles: the service checks behind a lock.';

create trigger touch before update on workspace.task for each row execute function app.touch_updated_at();

alter table workspace.task enable row level security;
alter table workspace.task force row level security;
create policy team_isolation on workspace.task
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
alter table workspace.task_dependency enable row level security;
alter table workspace.task_dependency force row level security;
create policy team_isolation on workspace.task_dependency
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

grant select on workspace.public_holiday, workspace.task, workspace.task_dependency to svc_workspace;
grant insert (team_id, project_id, title, description, status, priority, assignee_membership_id, due_on, recurrence, recurs_from,
  previous_task_id, plan_step, version, created_by_membership_id, updated_by_membership_id) on workspace.task to svc_workspace;
grant update (title, description, status, priority, assignee_membership_id, due_on, completed_at, recurrence, recurs_from, version,
  updated_by_membership_id, deleted_by_membership_id, deleted_at) on workspace.task to svc_workspace;
grant insert (team_id, task_id, depends_on_task_id), delete on workspace.task_dependency to svc_workspace;
grant select (time_zone) on identity.team to svc_workspace;
grant select (enquiries_until) on tenders.tender, tenders.team_tender to svc_workspace;
grant select (tender_id, held_at) on tenders.briefing_session to svc_workspace;
grant select (id) on workspace.task to svc_tenders;

-- Down Migration

revoke select (tender_id, held_at) on tenders.briefing_session from svc_workspace;
revoke select (time_zone) on identity.team from svc_workspace;
revoke select (enquiries_until) on tenders.tender, tenders.team_tender from svc_workspace;
drop table workspace.task_dependency, workspace.task, workspace.public_holiday;
