-- Up Migration

-- 33. What is no longer needed is deleted, whichever team it is of; teams and people can be erased; a team keeps an owner.
--
-- All of it looks across teams, so its functions are owned by hub_keeper: it cannot log in, and policies show it only the
-- rows that each function is about. Row-level security is forced, so the owner of the tables would delete nothing.
--
-- Cost: policies, functions and a small index over identity.session, which is locked against writes while that is built
-- (under a second for a million rows). Undo: the down section.

grant usage on schema app, identity, tenders, events to hub_keeper;
grant create on schema app, identity, tenders to hub_keeper;

-- A team keeps an owner -------------------------------------------------------------------------------------------

create policy keeper_sees on identity.team for select to hub_keeper using (true);
create policy keeper_sees on identity.membership for select to hub_keeper using (true);
grant select (id, team_id) on identity.team to hub_keeper;
grant select (team_id, account_id, role, expires_at) on identity.membership to hub_keeper;

create function identity.keep_an_owner() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  -- Two owners who remove each other at the same moment are judged one after the other.
  perform pg_advisory_xact_lock(hashtextextended('owners of ' || old.team_id, 0));
  if exists (select 1 from identity.team t where t.id = old.team_id) and not exists (
    select 1 from identity.membership m
    where m.team_id = old.team_id and m.role = 'owner' and (m.expires_at is null or m.expires_at > now())) then
    raise exception 'A team has at least one owner.' using errcode = 'check_violation', constraint = 'membership_keeps_an_owner';
  end if;
  return null;
end
$$;
comment on function identity.keep_an_owner() is 'Trigger: an owner leaves only a team that has another. A team that goes takes all its members with it.';
alter function identity.keep_an_owner() owner to hub_keeper;
revoke all on function identity.keep_an_owner() from public;
-- At the end of the transaction, so that an owner may hand over in any order.
create constraint trigger keeps_an_owner after delete or update on identity.membership
  deferrable initially deferred for each row when (old.role = 'owner') execute function identity.keep_an_owner();

-- Forgetting ------------------------------------------------------------------------------------------------------

drop policy forget_old on app.idempotency;
drop policy see_old on app.idempotency;
revoke select (team_id, caller, key, created_at), delete on app.idempotency from hub_sign_in;
create policy keeper_forgets on app.idempotency to hub_keeper using (true) with check (false);
grant select (team_id, caller, key, created_at), delete on app.idempotency to hub_keeper;
alter function app.forget_idempotency(integer) owner to hub_keeper;

create index session_expires on identity.session using brin (expires_at);
create policy keeper_forgets on identity.session to hub_keeper
  using (expires_at < now() - interval '30 days') with check (false);
grant select (team_id, id, expires_at), delete on identity.session to hub_keeper;
create function identity.forget_sessions(p_max integer) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with forgotten as (
      delete from identity.session s using (
        select team_id, id from identity.session where expires_at < now() - interval '30 days' limit p_max
      ) old
      where s.team_id = old.team_id and s.id = old.id
      returning 1
    )
    select count(*) from forgotten
  $$;
comment on function identity.forget_sessions(integer) is 'Deletes at most so many sessions that would have ended 30 days ago; answers how many.';

create policy keeper_forgets on tenders.export to hub_keeper
  using (status in ('DONE', 'FAILED', 'CANCELLED') and coalesce(expires_at, finished_at, requested_at) < now() - interval '30 days')
  with check (false);
grant select (team_id, id, status, requested_at, finished_at, expires_at), delete on tenders.export to hub_keeper;
create function tenders.forget_exports(p_max integer) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with forgotten as (
      delete from tenders.export e using (
        select team_id, id from tenders.export
        where status in ('DONE', 'FAILED', 'CANCELLED')
          and coalesce(expires_at, finished_at, requested_at) < now() - interval '30 days' limit p_max
      ) old
      where e.team_id = old.team_id and e.id = old.id
      returning 1
    )
    select count(*) from forgotten
  $$;
comment on function tenders.forget_exports(integer) is 'Deletes at most so many exports whose file has been gone for 30 days; answers how many.';

create policy keeper_forgets on tenders.search_usage to hub_keeper using (day < current_date - 90) with check (false);
grant select (team_id, day), delete on tenders.search_usage to hub_keeper;
create function tenders.forget_search_usage(p_max integer) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with forgotten as (
      delete from tenders.search_usage u using (
        select team_id, day from tenders.search_usage where day < current_date - 90 limit p_max
      ) old
      where u.team_id = old.team_id and u.day = old.day
      returning 1
    )
    select count(*) from forgotten
  $$;
comment on function tenders.forget_search_usage(integer) is 'Deletes at most so many counts of searches that are older than 90 days; answers how many.';

-- Erasing ---------------------------------------------------------------------------------------------------------

create policy keeper_erases on identity.team for delete to hub_keeper using (true);
create policy keeper_sees on identity.account for select to hub_keeper using (true);
create policy keeper_erases on identity.account for delete to hub_keeper using (true);
grant delete on identity.team, identity.account to hub_keeper;
grant select (id) on identity.account to hub_keeper;
grant execute on function events.erase_team(uuid), events.erase_person(uuid) to hub_keeper;

-- Every tenant table goes with its team by a foreign key. Accounts stay: a person may be in other teams.
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

alter function identity.forget_sessions(integer) owner to hub_keeper;
alter function tenders.forget_exports(integer) owner to hub_keeper;
alter function tenders.forget_search_usage(integer) owner to hub_keeper;
alter function identity.erase_team(uuid) owner to hub_keeper;
alter function identity.erase_account(uuid) owner to hub_keeper;
revoke create on schema app, identity, tenders from hub_keeper;
revoke all on function identity.forget_sessions(integer), tenders.forget_exports(integer),
  tenders.forget_search_usage(integer), identity.erase_team(uuid), identity.erase_account(uuid) from public;
-- No service erases; whoever operates the database does, as hub_owner.
grant execute on function identity.forget_sessions(integer), tenders.forget_exports(integer),
  tenders.forget_search_usage(integer) to svc_tenders;

-- Down Migration

drop trigger keeps_an_owner on identity.membership;
drop function identity.keep_an_owner(), identity.forget_sessions(integer), tenders.forget_exports(integer),
  tenders.forget_search_usage(integer), identity.erase_team(uuid), identity.erase_account(uuid);
drop index identity.session_expires;
drop policy keeper_sees on identity.team;
drop policy keeper_erases on identity.team;
drop policy keeper_sees on identity.membership;
drop policy keeper_sees on identity.account;
drop policy keeper_erases on identity.account;
drop policy keeper_forgets on identity.session;
drop policy keeper_forgets on tenders.export;
drop policy keeper_forgets on tenders.search_usage;
drop policy keeper_forgets on app.idempotency;
revoke all on app.idempotency, identity.team, identity.membership, identity.account, identity.session, tenders.export,
  tenders.search_usage from hub_keeper;
revoke execute on function events.erase_team(uuid), events.erase_person(uuid) from hub_keeper;
create policy forget_old on app.idempotency for delete to hub_sign_in using (true);
create policy see_old on app.idempotency for select to hub_sign_in using (true);
grant select (team_id, caller, key, created_at), delete on app.idempotency to hub_sign_in;
grant create on schema app to hub_sign_in;
alter function app.forget_idempotency(integer) owner to hub_sign_in;
revoke create on schema app from hub_sign_in;
revoke usage on schema app, identity, tenders, events from hub_keeper;
