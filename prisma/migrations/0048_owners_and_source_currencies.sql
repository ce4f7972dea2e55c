-- Up Migration

-- 48. A team begins with an owner, and the currency that a source is read with is one.
--
-- Judged at the end of the transaction that makes the team, so that team, account and membership come in any order. Teams
-- that have no owner already stay as they are: give each one, or erase it.
-- Cost: catalogue rows; tenders.source holds a row for each public source. Undo: the down section.

create function identity.begin_with_an_owner() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  if exists (select 1 from identity.team t where t.id = new.id) and not exists (
    select 1 from identity.membership m
    where m.team_id = new.id and m.role = 'owner' and (m.expires_at is null or m.expires_at > now())) then
    raise exception 'A team has at least one owner.' using errcode = 'check_violation', constraint = 'team_begins_with_an_owner';
  end if;
  return null;
end
$$;
comment on function identity.begin_with_an_owner() is 'Trigger: a team is made together with an owner.';
grant create on schema identity to hub_keeper;
alter function identity.begin_with_an_owner() owner to hub_keeper;
revoke create on schema identity from hub_keeper;
revoke all on function identity.begin_with_an_owner() from public;
create constraint trigger begins_with_an_owner after insert on identity.team
  deferrable initially deferred for each row execute function identity.begin_with_an_owner();

alter table tenders.source add constraint source_settings_currency_known
  check (app.is_currency(settings ->> 'currency')) not valid;
alter table tenders.source validate constraint source_settings_currency_known;

-- Down Migration

alter table tenders.source drop constraint source_settings_currency_known;
drop trigger begins_with_an_owner on identity.team;
drop function identity.begin_with_an_owner();
