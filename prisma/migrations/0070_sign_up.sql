-- Up Migration

-- 70. A newcomer proves an e-mail address with a code, and makes a team with it.
--
-- Codes are for people who are in no team yet, so their table is the product's own: identity alone may use it. Only hashes are
-- kept. Accounts, teams and memberships are inserted by the service; row-level security keeps a membership in its team, and
-- the database keeps that a team begins with an owner.
--
-- Cost: a new table, and a nullable column on identity.account. Undo: the down section (codes that were not used are lost).

create table identity.email_token (
  id uuid primary key default app.uuid_v7(),
  purpose text not null check (purpose in ('SIGN_UP', 'VERIFY_EMAIL', 'RESET_PASSWORD')),
  token_hash bytea not null check (length(token_hash) = 32),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  account_id uuid references identity.account (id) on delete cascade,
  request_hash bytea check (length(request_hash) = 32),
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  used_key text check (length(used_key) between 1 and 100),
  created_id uuid
);
create unique index email_token_hash on identity.email_token (token_hash);
create unique index email_token_request on identity.email_token (request_hash);
create index email_token_account on identity.email_token (account_id);
create index email_token_expires on identity.email_token (expires_at);
comment on table identity.email_token is 'A code that was sent to an e-mail address: who presents it can read the mailbox.';
comment on column identity.email_token.token_hash is 'SHA-256 of the code; the code itself is never stored.';
comment on column identity.email_token.request_hash is 'SHA-256 of what the client named its request by: the same request sends one mail.';
comment on column identity.email_token.created_id is 'The team that was made with it, for a request that is sent again.';

grant select on identity.email_token to svc_identity;
grant insert (id, purpose, token_hash, email, account_id, request_hash, created_at, expires_at) on identity.email_token to svc_identity;
grant update (used_at, used_key, created_id) on identity.email_token to svc_identity;

grant select (id, expires_at), delete on identity.email_token to hub_keeper;
create function identity.forget_email_tokens(p_max integer) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with forgotten as (
      delete from identity.email_token t using (
        select id from identity.email_token where expires_at < now() - interval '1 day' limit p_max
      ) old
      where t.id = old.id
      returning 1
    )
    select count(*) from forgotten
  $$;
comment on function identity.forget_email_tokens(integer) is 'Deletes at most so many codes that ended a day ago; answers how many.';

alter table identity.account add column email_verified_at timestamptz(3);
comment on column identity.account.email_verified_at is 'When its person proved that they can read its mailbox; null until then.';

create policy account_begins on identity.account for insert to svc_identity with check (is_active);
grant insert (id, email, display_name, password_hash, email_verified_at, is_active, created_at, updated_at) on identity.account to svc_identity;
grant update (email_verified_at) on identity.account to svc_identity;
grant insert (id, slug, name, plan, time_zone, created_at, updated_at), update (created_by_membership_id) on identity.team to svc_identity;
grant insert (team_id, id, account_id, role, is_default, expires_at, created_at, updated_at) on identity.membership to svc_identity;

create function identity.find_account(p_email text)
  returns table (account_id uuid, password_hash text, is_active boolean)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select a.id, a.password_hash, a.is_active from identity.account a where a.email = lower(p_email)
  $$;
comment on function identity.find_account(text) is 'The account of an e-mail address, for who has proved that they read its mailbox.';

grant create on schema identity to hub_sign_in, hub_keeper;
alter function identity.find_account(text) owner to hub_sign_in;
alter function identity.forget_email_tokens(integer) owner to hub_keeper;
revoke create on schema identity from hub_sign_in, hub_keeper;
revoke all on function identity.find_account(text), identity.forget_email_tokens(integer) from public;
grant execute on function identity.find_account(text) to svc_identity;
grant execute on function identity.forget_email_tokens(integer) to svc_tenders;

-- Down Migration

drop function identity.find_account(text), identity.forget_email_tokens(integer);
revoke insert (team_id, id, account_id, role, is_default, expires_at, created_at, updated_at) on identity.membership from svc_identity;
revoke insert (id, slug, name, plan, time_zone, created_at, updated_at), update (created_by_membership_id) on identity.team from svc_identity;
drop policy account_begins on identity.account;
revoke insert (id, email, display_name, password_hash, is_active, created_at, updated_at) on identity.account from svc_identity;
alter table identity.account drop column email_verified_at;
drop table identity.email_token;
