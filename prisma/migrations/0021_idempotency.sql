-- Up Migration

-- 21. A client that does not know whether a change was made sends it again, and it is made once.
--
-- A tenant table: one row for each creating request that came with a key. It holds no answer, only the id of what was
-- created and a hash of what was sent: the answer is read anew. The row is written in the transaction of the change, so it
-- is there if and only if the change is; the unique key makes requests that come together wait for each other.
--
-- Keys are forgotten after two days. Cost: a new table only. Undo: the down section (a repeated request creates again).

create table app.idempotency (
  team_id uuid not null references identity.team (id) on delete cascade,
  -- An account, or the client of a partner.
  caller text not null check (length(caller) between 1 and 200),
  key text not null check (length(key) between 1 and 100),
  operation text not null check (length(operation) between 1 and 100),
  input_hash bytea not null check (length(input_hash) = 32),
  -- Null only inside the transaction that makes it.
  created_id uuid,
  created_at timestamptz not null default now(),
  primary key (team_id, caller, key)
);
create index idempotency_created on app.idempotency using brin (created_at);
comment on table app.idempotency is 'Creating requests that came with a key of the client, and what each created.';

alter table app.idempotency enable row level security;
alter table app.idempotency force row level security;
create policy team_isolation on app.idempotency
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

grant select, delete on app.idempotency to svc_tenders, svc_workspace;
grant insert (team_id, caller, key, operation, input_hash), update (created_id) on app.idempotency
  to svc_tenders, svc_workspace;

-- Forgetting goes across teams, which only hub_sign_in may, and it cannot log in.
create policy forget_old on app.idempotency for delete to hub_sign_in using (true);
create policy see_old on app.idempotency for select to hub_sign_in using (true);
grant select (team_id, caller, key, created_at), delete on app.idempotency to hub_sign_in;

create function app.forget_idempotency(p_max integer) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with forgotten as (
      delete from app.idempotency k using (
        select team_id, caller, key from app.idempotency
        where created_at < now() - interval '2 days' limit p_max
      ) old
      where k.team_id = old.team_id and k.caller = old.caller and k.key = old.key
      returning 1
    )
    select count(*) from forgotten
  $$;
comment on function app.forget_idempotency(integer) is 'Deletes at most so many keys that are older than two days; answers how many.';
grant create on schema app to hub_sign_in;
alter function app.forget_idempotency(integer) owner to hub_sign_in;
revoke create on schema app from hub_sign_in;
revoke all on function app.forget_idempotency(integer) from public;
grant execute on function app.forget_idempotency(integer) to svc_tenders;

-- Down Migration

drop function app.forget_idempotency(integer);
drop table app.idempotency;
