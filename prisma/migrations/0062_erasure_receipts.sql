-- Up Migration

-- 62. An erasure that was cut short goes on where it stopped, and its receipt counts exactly what went.
--
-- A row tells what an erasure has done so far, store by store; what is counted in the database is noted by the transaction that
-- deletes it. pending holds what was found in another store and is being removed: whoever goes on after a failure counts it
-- once. name is what the operator called the team or the person, so that the same command finds them when their rows are
-- gone; it goes when the erasure is finished.
--
-- How it grows: a row for each erasure, which holds ids and counts alone; nobody deletes it. Cost: a new table and functions
-- only. Undo: the down section (loses the receipts).

create table app.erasure (
  kind text not null check (kind in ('team', 'account')),
  id uuid not null,
  name text check (length(name) between 1 and 400),
  counts jsonb not null default '{}' check (jsonb_typeof(counts) = 'object' and pg_column_size(counts) <= 65536),
  pending jsonb not null default '{}' check (jsonb_typeof(pending) = 'object' and pg_column_size(pending) <= 65536),
  begun_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (kind, id),
  check (finished_at is null or name is null)
);
comment on table app.erasure is 'What erasing a team or a person has removed so far, by store.';
comment on column app.erasure.name is 'What the operator called them; null once the erasure is finished.';
comment on column app.erasure.pending is 'What was found in a store and is being removed.';

-- Locking needs the right to update, and the policies let nothing be updated.
create policy keeper_locks on identity.team for update to hub_keeper using (true) with check (false);
create policy keeper_locks on identity.account for update to hub_keeper using (true) with check (false);
grant update (id) on identity.team, identity.account to hub_keeper;

create function identity.lock_team(p_team_id uuid) returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$ select from identity.team where id = p_team_id for update $$;
comment on function identity.lock_team(uuid) is 'Until the transaction ends nobody adds a row to the team, so that what is counted is what goes.';

create function identity.lock_account(p_account_id uuid) returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$ select from identity.account where id = p_account_id for update $$;
comment on function identity.lock_account(uuid) is 'Until the transaction ends nobody adds a membership or a session of the person.';

-- What an erasure has emptied before it was sealed is not counted again.
create or replace function events.erase_person(p_account_id uuid) returns bigint
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_waiting bigint;
  v_sealed bigint;
begin
  update events.erasures set times = times + 1;
  update events.inbox set body = '{}', context = '{}' where persons @> array[p_account_id] and (body <> '{}' or context <> '{}');
  get diagnostics v_waiting = row_count;
  update events.event set body = null, context = null, salt = null
  where persons @> array[p_account_id] and (body <> '{}' or context <> '{}');
  get diagnostics v_sealed = row_count;
  return v_waiting + v_sealed;
end
$$;

create or replace function events.erase_team(p_team_id uuid) returns bigint
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_waiting bigint;
  v_sealed bigint;
begin
  update events.erasures set times = times + 1;
  update events.inbox set body = '{}', context = '{}' where team_id = p_team_id and (body <> '{}' or context <> '{}');
  get diagnostics v_waiting = row_count;
  update events.event set body = null, context = null, salt = null
  where team_id = p_team_id and (body <> '{}' or context <> '{}');
  get diagnostics v_sealed = row_count;
  return v_waiting + v_sealed;
end
$$;

drop function identity.erase_team(uuid), identity.erase_account(uuid);

-- Every tenant table goes with its team by a foreign key. Accounts stay: a person may be in other teams.
create function identity.erase_team(p_team_id uuid) returns bigint
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_events constant bigint := events.erase_team(p_team_id);
begin
  delete from identity.team where id = p_team_id;
  return v_events;
end
$$;
comment on function identity.erase_team(uuid) is 'Erases a team with all that it has in this database; answers how many of its events were emptied. Documents, files and archived events are erased beside it.';

-- Memberships and sessions go with the account, and what people wrote for their team stays with the team, without them.
create function identity.erase_account(p_account_id uuid) returns bigint
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_events constant bigint := events.erase_person(p_account_id);
begin
  delete from app.idempotency where caller = p_account_id::text;
  delete from identity.account where id = p_account_id;
  return v_events;
end
$$;
comment on function identity.erase_account(uuid) is 'Erases a person from this database; answers how many events were emptied. Fails where the person is the only owner of a team: hand over or erase the team first. Archived events are erased beside it.';

grant create on schema identity to hub_keeper;
alter function identity.lock_team(uuid) owner to hub_keeper;
alter function identity.lock_account(uuid) owner to hub_keeper;
alter function identity.erase_team(uuid) owner to hub_keeper;
alter function identity.erase_account(uuid) owner to hub_keeper;
revoke create on schema identity from hub_keeper;
-- No service erases; whoever operates the database does, as hub_owner.
revoke all on function identity.lock_team(uuid), identity.lock_account(uuid), identity.erase_team(uuid),
  identity.erase_account(uuid) from public;

-- Down Migration

drop function identity.lock_team(uuid), identity.lock_account(uuid), identity.erase_team(uuid), identity.erase_account(uuid);
revoke update on identity.team, identity.account from hub_keeper;
drop policy keeper_locks on identity.account;
drop policy keeper_locks on identity.team;
drop table app.erasure;

create or replace function events.erase_person(p_account_id uuid) returns bigint
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_waiting bigint;
  v_sealed bigint;
begin
  update events.erasures set times = times + 1;
  update events.inbox set body = '{}', context = '{}' where persons @> array[p_account_id];
  get diagnostics v_waiting = row_count;
  update events.event set body = null, context = null, salt = null
  where persons @> array[p_account_id] and body is not null;
  get diagnostics v_sealed = row_count;
  return v_waiting + v_sealed;
end
$$;

create or replace function events.erase_team(p_team_id uuid) returns bigint
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_waiting bigint;
  v_sealed bigint;
begin
  update events.erasures set times = times + 1;
  update events.inbox set body = '{}', context = '{}' where team_id = p_team_id;
  get diagnostics v_waiting = row_count;
  update events.event set body = null, context = null, salt = null where team_id = p_team_id and body is not null;
  get diagnostics v_sealed = row_count;
  return v_waiting + v_sealed;
end
$$;

create function identity.erase_team(p_team_id uuid) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform events.erase_team(p_team_id);
  delete from identity.team where id = p_team_id;
  return found;
end
$$;
comment on function identity.erase_team(uuid) is 'Erases a team with all that it has in this database. False when there is none. Documents and files are erased beside it.';

-- Memberships and sessions go with the account, and what people wrote for their team stays with the team, without them.
create function identity.erase_account(p_account_id uuid) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform events.erase_person(p_account_id);
  delete from app.idempotency where caller = p_account_id::text;
  delete from identity.account where id = p_account_id;
  return found;
end
$$;
comment on function identity.erase_account(uuid) is 'Erases a person from this database. False when there is none. Fails where the person is the only owner of a team: hand over or erase the team first.';

grant create on schema identity to hub_keeper;
alter function identity.erase_team(uuid) owner to hub_keeper;
alter function identity.erase_account(uuid) owner to hub_keeper;
revoke create on schema identity from hub_keeper;
revoke all on function identity.erase_team(uuid), identity.erase_account(uuid) from public;
