-- Up Migration

-- 172. A team states its registrations, accreditations and licences beside its CIDB designations.
--
-- They are rows of the same table: the scheme is the body, the designation the number there. The names of bodies are a list of the
-- code (`@hub/runtime/registrations`), which grows without a migration; here only their shape is held.
-- Cost: a scan of a few rows for each team under a short lock. Undo: the down section, which loses registrations.

alter table identity.capability
  drop constraint capability_scheme_check,
  drop constraint capability_designation_check,
  add constraint capability_scheme_named check (scheme ~ '^[A-Z][A-Z0-9_]{1,29}$'),
  add constraint capability_designation_fits check (
    case when scheme = 'CIDB' then designation ~ '^[1-9][A-Z]{2}(?:PE)?$' else length(designation) between 1 and 60 end);
comment on table identity.capability is
  'A designation held, such as CIDB 7CE: grade, then class of works; or a registration, such as PSIRA with its number. A company may hold several.';

-- Down Migration

-- Whoever migrates owns the table: only unforced does row-level security show it the rows of all teams.
alter table identity.capability no force row level security;
delete from identity.capability where scheme <> 'CIDB';
alter table identity.capability force row level security;
alter table identity.capability
  drop constraint capability_scheme_named,
  drop constraint capability_designation_fits,
  add constraint capability_scheme_check check (scheme in ('CIDB')),
  add constraint capability_designation_check check (designation ~ '^[1-9][A-Z]{2}(?:PE)?$');
comment on table identity.capability is 'A designation held, such as CIDB 7CE: grade, then class of works. A contractor may hold several.';
