-- Up Migration

-- 4. What a team does about tenders: entries, one for each tender that the team tracks.
--
-- Cost: a new table only; the foreign keys lock identity.membership, identity.team and tenders.tender for the moment
-- it takes to create an empty table. Undo: the down section (loses what teams noted about tenders).

create table workspace.entry (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  tender_id uuid not null references tenders.tender (id),
  status text not null default 'PENDING' check (status in ('PENDING', 'INTERESTED', 'NOT_ELIGIBLE', 'SUBMITTED')),
  priority text not null default 'MEDIUM' check (priority in ('LOW', 'MEDIUM', 'HIGH')),
  assignee_membership_id uuid,
  notes text check (length(notes) <= 10000),
  version integer not null default 1 check (version >= 1),
  created_by_membership_id uuid,
  updated_by_membership_id uuid,
  -- Milliseconds, because cursors carry these times through clients that know nothing finer.
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  unique (team_id, tender_id),
  -- A person who leaves is forgotten here, and only here: the column list keeps team_id from becoming null as well.
  foreign key (team_id, assignee_membership_id) references identity.membership (team_id, id)
    on delete set null (assignee_membership_id),
  foreign key (team_id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id),
  foreign key (team_id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id)
);
-- Lists in order of adding use the primary key, since ids are time-ordered; these serve the other order and the filters.
create index entry_updated on workspace.entry (team_id, updated_at desc, id desc);
create index entry_status on workspace.entry (team_id, status, id desc);
create index entry_assignee on workspace.entry (team_id, assignee_membership_id, id desc);
-- For the foreign key: without it, removing a tender would read every team's entries.
create index entry_tender on workspace.entry (tender_id);
comment on table workspace.entry is 'A tender that a team tracks: where it stands, who looks after it, and notes. One for each team and tender.';
comment on column workspace.entry.version is 'Counts changes made by people. A change names the version it was made on, and loses if it is not the newest.';

create trigger touch before update on workspace.entry for each row execute function app.touch_updated_at();

alter table workspace.entry enable row level security;
alter table workspace.entry force row level security;
create policy team_isolation on workspace.entry
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

grant usage on schema workspace to svc_workspace;
grant select on workspace.entry to svc_workspace;
grant insert (team_id, tender_id, status, priority, assignee_membership_id, notes, version,
  created_by_membership_id, updated_by_membership_id) on workspace.entry to svc_workspace;
grant update (status, priority, assignee_membership_id, notes, version, updated_by_membership_id)
  on workspace.entry to svc_workspace;

-- Down Migration

drop table workspace.entry;
revoke usage on schema workspace from svc_workspace;
