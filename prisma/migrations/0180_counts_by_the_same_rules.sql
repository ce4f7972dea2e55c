-- Up Migration

-- 180. Counts, jobs and notices go by the rules of the lists they belong to.
--
-- A change of a tender counts as acknowledged while it is the one that was acknowledged: the hash of its changes, which one function
-- now works out for all. Whether one project is to be archived is asked of that project alone. What was changed of a tender of a
-- team's own is added up until those who track it were told, since the reader of events may come after the next change.
--
-- Cost: functions and grants only. Fields that were told before come once more with the next change of their tender. Undo: the down
-- section.

create function tenders.changes_hash(p_changes jsonb) returns bytea
  language sql stable
  begin atomic
    select sha256(convert_to(p_changes::text, 'UTF8'));
  end;
comment on function tenders.changes_hash(jsonb) is 'SHA-256 of the changes of a version: an acknowledgement holds for these alone.';
revoke all on function tenders.changes_hash(jsonb) from public;
grant execute on function tenders.changes_hash(jsonb) to svc_tenders, svc_workspace;
grant select (changes_hash) on tenders.change_acknowledgement to svc_workspace;

-- In PL/pgSQL, so that the plan for one project finds it by its key.
create function workspace.projects_to_archive(p_now timestamptz, p_project_id uuid) returns table (team_id uuid, project_id uuid)
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
  as $$
begin
  return query
    select p.team_id, p.id
    from identity.team_setting s join workspace.project p on p.team_id = s.team_id
    where s.archive_after_day_count > 0 and p.deleted_at is null and p.status in ('COMPLETED', 'CANCELLED', 'ARCHIVED')
      and (p_project_id is null or p.id = p_project_id)
      and greatest(p.restored_at, coalesce(
          (select max(c.changed_at) from workspace.stage_change c where c.team_id = p.team_id and c.project_id = p.id),
          p.closed_at, p.updated_at))
        < p_now - make_interval(days => s.archive_after_day_count);
end
$$;
comment on function workspace.projects_to_archive(timestamptz, uuid) is
  'Projects, or the one project, that were finished longer ago than their team has chosen. Of the teams that the caller sees.';
revoke all on function workspace.projects_to_archive(timestamptz, uuid) from public;
grant execute on function workspace.projects_to_archive(timestamptz, uuid) to svc_workspace, hub_keeper;

create or replace function workspace.projects_to_archive(p_now timestamptz) returns table (team_id uuid, project_id uuid)
  language sql stable
  set search_path = pg_catalog, pg_temp
  begin atomic
    select d.team_id, d.project_id from workspace.projects_to_archive(p_now, null) d;
  end;

create or replace function tenders.note_changed_fields() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
begin
  new.changed_fields := array(
    select field from (values
      ('budget', (new.budget_type, new.budget_min, new.budget_max, new.budget_currency)
        is distinct from (old.budget_type, old.budget_min, old.budget_max, old.budget_currency)),
      ('closingAt', new.closing_at is distinct from old.closing_at),
      ('deliveryLocation', new.delivery_location is distinct from old.delivery_location),
      ('description', new.description is distinct from old.description),
      ('enquiriesUntil', new.enquiries_until is distinct from old.enquiries_until),
      ('method', new.method is distinct from old.method),
      ('opensAt', new.opens_at is distinct from old.opens_at),
      ('skills', new.skills is distinct from old.skills),
      ('specialConditions', new.special_conditions is distinct from old.special_conditions),
      ('status', new.lifecycle is distinct from old.lifecycle),
      ('title', new.title is distinct from old.title),
      ('value', (new.value_amount, new.value_currency) is distinct from (old.value_amount, old.value_currency))
    ) compared (field, is_changed)
    where is_changed or field = any (old.changed_fields));
  return new;
end
$$;
comment on function tenders.note_changed_fields() is 'Trigger: changed_fields names what changes were about that nobody was told of.';
comment on column tenders.team_tender.changed_fields is
  'What changes of content changed since people were told last, as far as it matters to a bid.';
grant update (changed_fields) on tenders.team_tender to svc_tenders;

-- Down Migration

revoke update (changed_fields) on tenders.team_tender from svc_tenders;
comment on column tenders.team_tender.changed_fields is 'What the last change of content changed, as far as it matters to a bid.';
comment on function tenders.note_changed_fields() is 'Trigger: changed_fields names what a change was about.';
create or replace function tenders.note_changed_fields() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
begin
  new.changed_fields := array(
    select field from (values
      ('budget', (new.budget_type, new.budget_min, new.budget_max, new.budget_currency)
        is distinct from (old.budget_type, old.budget_min, old.budget_max, old.budget_currency)),
      ('closingAt', new.closing_at is distinct from old.closing_at),
      ('deliveryLocation', new.delivery_location is distinct from old.delivery_location),
      ('description', new.description is distinct from old.description),
      ('enquiriesUntil', new.enquiries_until is distinct from old.enquiries_until),
      ('method', new.method is distinct from old.method),
      ('opensAt', new.opens_at is distinct from old.opens_at),
      ('skills', new.skills is distinct from old.skills),
      ('specialConditions', new.special_conditions is distinct from old.special_conditions),
      ('status', new.lifecycle is distinct from old.lifecycle),
      ('title', new.title is distinct from old.title),
      ('value', (new.value_amount, new.value_currency) is distinct from (old.value_amount, old.value_currency))
    ) compared (field, is_changed)
    where is_changed);
  return new;
end
$$;
create or replace function workspace.projects_to_archive(p_now timestamptz) returns table (team_id uuid, project_id uuid)
  language sql stable
  set search_path = pg_catalog, pg_temp
  begin atomic
    select p.team_id, p.id
    from identity.team_setting s join workspace.project p on p.team_id = s.team_id
    where s.archive_after_day_count > 0 and p.deleted_at is null and p.status in ('COMPLETED', 'CANCELLED', 'ARCHIVED')
      and greatest(p.restored_at, coalesce(
          (select max(c.changed_at) from workspace.stage_change c where c.team_id = p.team_id and c.project_id = p.id),
          p.closed_at, p.updated_at))
        < p_now - make_interval(days => s.archive_after_day_count);
  end;
drop function workspace.projects_to_archive(timestamptz, uuid);
revoke select (changes_hash) on tenders.change_acknowledgement from svc_workspace;
drop function tenders.changes_hash(jsonb);
