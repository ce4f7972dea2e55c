-- Up Migration

-- 176. Those who track a tender of their team's own are told when something changes that matters to a bid.
--
-- Own tenders have no versions to compare, so the database notes with each change which fields it was about. The names are those of the
-- API; contacts, words of the publisher and what is only known to the source are not among them.
--
-- Cost: a column with a constant default, and a trigger. Undo: the down section.

alter table tenders.team_tender add column changed_fields text[] not null default '{}' check (cardinality(changed_fields) <= 20);
comment on column tenders.team_tender.changed_fields is 'What the last change of content changed, as far as it matters to a bid.';

create function tenders.note_changed_fields() returns trigger
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
comment on function tenders.note_changed_fields() is 'Trigger: changed_fields names what a change was about.';
revoke all on function tenders.note_changed_fields() from public;
create trigger note_changed_fields before update on tenders.team_tender for each row
  when (new.version is distinct from old.version) execute function tenders.note_changed_fields();

-- Down Migration

drop trigger note_changed_fields on tenders.team_tender;
drop function tenders.note_changed_fields();
alter table tenders.team_tender drop column changed_fields;
