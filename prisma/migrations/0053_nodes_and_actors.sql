-- Up Migration

-- 53. Who made and last changed each row of a team, and when; and which entries there are, for `node(id)`.
--
-- Cost: columns with constant defaults and indexes on four small tables of teams (exports, saved searches, sources and
-- overrides), each locked against writes for the moment that it takes; foreign keys lock identity.membership alike. Undo: the
-- down section (loses who changed rows last, and when saved searches and exports were changed).

grant usage on schema workspace to svc_tenders;
grant select (team_id, id) on workspace.entry to svc_tenders;

alter table tenders.export
  add column updated_at timestamptz(3) not null default now(),
  add column updated_by_membership_id uuid,
  add foreign key (team_id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id);
update tenders.export
  set updated_at = coalesce(finished_at, requested_at), updated_by_membership_id = requested_by_membership_id;
create trigger touch before update on tenders.export for each row execute function app.touch_updated_at();
create index export_updater on tenders.export (team_id, updated_by_membership_id);
grant insert (updated_by_membership_id), update (updated_by_membership_id) on tenders.export to svc_tenders;

-- Matching writes these rows as well, so only what people change counts.
alter table tenders.saved_search
  add column updated_at timestamptz(3) not null default now(),
  add column updated_by_membership_id uuid,
  add foreign key (team_id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id);
update tenders.saved_search set updated_at = created_at, updated_by_membership_id = created_by_membership_id;
create trigger touch before update on tenders.saved_search for each row
  when (new.version is distinct from old.version) execute function app.touch_updated_at();
create index saved_search_updater on tenders.saved_search (team_id, updated_by_membership_id);
grant insert (updated_by_membership_id), update (updated_by_membership_id) on tenders.saved_search to svc_tenders;

-- So does polling.
alter table tenders.team_source
  add column updated_by_membership_id uuid,
  add foreign key (team_id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id);
drop trigger touch on tenders.team_source;
update tenders.team_source
  set updated_by_membership_id = created_by_membership_id, updated_at = case version when 1 then created_at else updated_at end;
create trigger touch before update on tenders.team_source for each row
  when (new.version is distinct from old.version) execute function app.touch_updated_at();
create index team_source_updater on tenders.team_source (team_id, updated_by_membership_id);
grant insert (updated_by_membership_id), update (updated_by_membership_id) on tenders.team_source to svc_tenders;

alter table tenders.tender_override
  add column created_at timestamptz(3) not null default now(),
  add column created_by_membership_id uuid,
  add foreign key (team_id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id);
update tenders.tender_override set created_at = overridden_at, created_by_membership_id = overridden_by_membership_id;
create index tender_override_creator on tenders.tender_override (team_id, created_by_membership_id);
grant insert (created_by_membership_id) on tenders.tender_override to svc_tenders;

-- Down Migration

alter table tenders.tender_override drop column created_at, drop column created_by_membership_id;

drop trigger touch on tenders.team_source;
alter table tenders.team_source drop column updated_by_membership_id;
create trigger touch before update on tenders.team_source for each row execute function app.touch_updated_at();

drop trigger touch on tenders.saved_search;
alter table tenders.saved_search drop column updated_at, drop column updated_by_membership_id;

drop trigger touch on tenders.export;
alter table tenders.export drop column updated_at, drop column updated_by_membership_id;

revoke select (team_id, id) on workspace.entry from svc_tenders;
revoke usage on schema workspace from svc_tenders;
