-- Up Migration

-- 8. What a team makes of the versions of public tenders: which changes it has taken note of, and which published fields
-- it reads differently. The tenders themselves stay as published.
--
-- Cost: two new tables; their foreign keys lock identity.team, identity.membership and tenders.tender for the moment it
-- takes to create an empty table. Undo: the down section (loses acknowledgements and overrides of all teams).

create table tenders.change_acknowledgement (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  tender_id uuid not null references tenders.tender (id) on delete cascade,
  -- A release that arrives late renumbers the versions behind it. The release and what it changed stay the same.
  release_id uuid not null,
  changes_hash bytea not null check (length(changes_hash) = 32),
  version integer not null check (version >= 2),
  acknowledged_by_membership_id uuid,
  acknowledged_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  unique (team_id, tender_id, release_id),
  foreign key (team_id, acknowledged_by_membership_id) references identity.membership (team_id, id)
    on delete set null (acknowledged_by_membership_id)
);
create index change_acknowledgement_member on tenders.change_acknowledgement (team_id, acknowledged_by_membership_id);
-- For the foreign key: without it, removing a tender would read every team's rows.
create index change_acknowledgement_tender on tenders.change_acknowledgement (tender_id);
comment on table tenders.change_acknowledgement is 'A change of a tender that a team has taken note of: who did, and when.';
comment on column tenders.change_acknowledgement.changes_hash is 'SHA-256 of the changes as they were then. Worked out anew with another result, they need taking note of again.';
comment on column tenders.change_acknowledgement.version is 'Number of the version at that time.';

alter table tenders.change_acknowledgement enable row level security;
alter table tenders.change_acknowledgement force row level security;
create policy team_isolation on tenders.change_acknowledgement
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select on tenders.change_acknowledgement to svc_tenders;
grant insert (team_id, tender_id, release_id, changes_hash, version, acknowledged_by_membership_id)
  on tenders.change_acknowledgement to svc_tenders;
grant update (changes_hash, version, acknowledged_by_membership_id, acknowledged_at)
  on tenders.change_acknowledgement to svc_tenders;

create table tenders.tender_override (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  tender_id uuid not null references tenders.tender (id) on delete cascade,
  field text not null check (length(field) between 1 and 60),
  original text check (length(original) <= 100000),
  value text check (length(value) <= 10000),
  reason text not null check (length(reason) between 1 and 1000),
  overridden_by_membership_id uuid,
  overridden_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  unique (team_id, tender_id, field),
  foreign key (team_id, overridden_by_membership_id) references identity.membership (team_id, id)
    on delete set null (overridden_by_membership_id)
);
create index tender_override_member on tenders.tender_override (team_id, overridden_by_membership_id);
create index tender_override_tender on tenders.tender_override (tender_id);
comment on table tenders.tender_override is 'A field of a public tender that a team reads differently than published, and why.';
comment on column tenders.tender_override.original is 'The field as published when the override was made; null when it was not stated.';
comment on column tenders.tender_override.value is 'What the team reads instead; null means "not stated".';

alter table tenders.tender_override enable row level security;
alter table tenders.tender_override force row level security;
create policy team_isolation on tenders.tender_override
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select, delete on tenders.tender_override to svc_tenders;
grant insert (team_id, tender_id, field, original, value, reason, overridden_by_membership_id)
  on tenders.tender_override to svc_tenders;
grant update (original, value, reason, overridden_by_membership_id, overridden_at) on tenders.tender_override to svc_tenders;

-- Down Migration

drop table tenders.tender_override, tenders.change_acknowledgement;
