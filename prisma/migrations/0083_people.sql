-- Up Migration

-- 83. People: memberships that are changed and ended, accounts that their persons change, sessions that they see and end, and
-- preferences.
--
-- A person is in many teams, and a team sees its own rows alone. So what a person does to all of their memberships and sessions is
-- done by functions, which look at the rows of the account of the transaction and at no other; hub_sign_in owns them, as it owns
-- those of signing in. Deactivating is for one team alone: an account that is used in others as well is not that team's to switch off.
--
-- Cost: columns with constant defaults on identity.account, identity.membership and identity.session, which are locked for the
-- moment that it takes; the check of identity.session is made anew (one short scan). Undo: the down section (loses names, titles,
-- telephone numbers, user names and preferences).

-- Memberships -----------------------------------------------------------------------------------------------------

alter table identity.membership
  add column version integer not null default 1,
  add column created_by_membership_id uuid,
  add column updated_by_membership_id uuid,
  add foreign key (team_id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id),
  add foreign key (team_id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id);
create index membership_creator on identity.membership (team_id, created_by_membership_id);
create index membership_updater on identity.membership (team_id, updated_by_membership_id);
-- Inserts name every column that has a plain default.
grant insert (version, created_by_membership_id, updated_by_membership_id), update (version, updated_by_membership_id), delete
  on identity.membership to svc_identity;

create policy set_default on identity.membership for update to hub_sign_in
  using (account_id = (select app.current_account_id())) with check (account_id = (select app.current_account_id()));
grant select (created_at), update (is_default) on identity.membership to hub_sign_in;

create function identity.own_memberships()
  returns table (team_id uuid, membership_id uuid, slug text, name text, plan text, role text, is_default boolean,
    expires_at timestamptz, joined_at timestamptz)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select m.team_id, m.id, t.slug, t.name, t.plan, m.role, m.is_default, m.expires_at, m.created_at
    from identity.membership m join identity.team t on t.id = m.team_id
    where m.account_id = app.current_account_id()
    order by m.is_default desc, t.name, t.id
  $$;
comment on function identity.own_memberships() is 'Every team that the account of this transaction is in, the default one first.';

create function identity.set_default_membership(p_team uuid) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  -- Two choices at the same moment are made one after the other.
  perform pg_advisory_xact_lock(hashtextextended('default of ' || app.current_account_id(), 0));
  if exists (select 1 from identity.membership m
    where m.account_id = app.current_account_id() and m.team_id = p_team and m.is_default) then return false; end if;
  update identity.membership set is_default = false where account_id = app.current_account_id() and is_default;
  update identity.membership set is_default = true where account_id = app.current_account_id() and team_id = p_team;
  return found;
end
$$;
comment on function identity.set_default_membership(uuid) is
  'Makes a team the default of the account of this transaction. False when it was, or when the account is not in it.';

-- Accounts --------------------------------------------------------------------------------------------------------

alter table identity.account
  add column first_name text check (length(first_name) between 1 and 100),
  add column last_name text check (length(last_name) between 1 and 100),
  add column title text check (length(title) between 1 and 100),
  add column phone_encrypted text check (length(phone_encrypted) <= 400),
  add column username text check (username ~ '^[a-z0-9][a-z0-9._-]{1,28}[a-z0-9]$' and length(username) <= 30),
  add column password_changed_at timestamptz(3),
  add column last_sign_in_at timestamptz(3),
  add column last_active_at timestamptz(3),
  add column version integer not null default 1;
create unique index account_username_unique on identity.account (username);
comment on column identity.account.username is 'What its person may type instead of the e-mail address. It holds no @, so that neither is ever taken for the other.';
comment on column identity.account.last_active_at is 'When it last used the product, to some minutes: written back from Redis.';
-- Signing in and being active are no changes of an account.
drop trigger touch on identity.account;
create trigger touch before update on identity.account for each row
  when (new.version is distinct from old.version) execute function app.touch_updated_at();

grant insert (version), update (first_name, last_name, title, phone_encrypted, version) on identity.account to svc_identity;
grant select (username, version, password_changed_at, last_active_at),
  update (email, username, is_active, version, password_changed_at, last_sign_in_at, last_active_at)
  on identity.account to hub_sign_in;

create or replace function identity.find_sign_in(p_email text, p_slug text)
  returns table (account_id uuid, password_hash text, team_id uuid, membership_id uuid, role text, plan text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select a.id, a.password_hash, t.id, m.id, m.role, t.plan
    from identity.account a
    join identity.membership m on m.account_id = a.id
    join identity.team t on t.id = m.team_id
    where (a.email = lower(p_email) or a.username = lower(p_email))
      and (t.slug = p_slug or (p_slug is null and m.is_default)) and a.is_active
      and (m.expires_at is null or m.expires_at > now())
  $$;
comment on function identity.find_sign_in(text, text) is
  'The one row that a sign-in with this e-mail address or user name and team slug is about, or none; without a slug that of the default team.';

create function identity.set_username(p_username text) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  update identity.account set username = p_username where id = app.current_account_id();
  return found;
exception when unique_violation then
  return false;
end
$$;
comment on function identity.set_username(text) is 'Gives the account of this transaction a user name, or none with null. False when another has it.';

create or replace function identity.reset_password(p_account uuid, p_hash text) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  update identity.account set password_hash = p_hash, email_verified_at = coalesce(email_verified_at, now()),
    password_changed_at = now(), version = version + 1
  where id = p_account and is_active;
  if not found then return false; end if;
  update identity.session set revoked_at = now(), revoked_reason = 'password_changed'
  where account_id = p_account and revoked_at is null;
  return true;
end
$$;

create function identity.change_password(p_before text, p_hash text, p_session uuid) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  update identity.account set password_hash = p_hash, password_changed_at = now(), version = version + 1
  where id = app.current_account_id() and is_active and password_hash = p_before;
  if not found then return false; end if;
  update identity.session set revoked_at = now(), revoked_reason = 'password_changed'
  where account_id = app.current_account_id() and id <> p_session and revoked_at is null;
  return true;
end
$$;
comment on function identity.change_password(text, text, uuid) is
  'Changes the password of the account of this transaction if it is still the one before, and ends its sessions in every team but one.';

create policy use_codes on identity.account for update to hub_sign_in using (true) with check (true);
drop policy set_password on identity.account;
grant select (id, account_id, used_at), update (used_at) on identity.email_token to hub_sign_in;

create function identity.verify_email(p_account uuid, p_email text) returns boolean
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    update identity.account set email_verified_at = now(), version = version + 1
    where id = p_account and email = p_email and is_active
    returning true
  $$;
comment on function identity.verify_email(uuid, text) is 'Notes that the mailbox of an account was proved, if it still has that address.';

create function identity.change_email(p_account uuid, p_email text) returns text
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_before text;
begin
  select a.email into v_before from identity.account a where a.id = p_account and a.is_active for update;
  if v_before is null or exists (select 1 from identity.account a where a.email = p_email) then return null; end if;
  update identity.account set email = p_email, email_verified_at = now(), version = version + 1 where id = p_account;
  -- Codes that were sent to the address before prove nothing any more.
  update identity.email_token set used_at = now() where account_id = p_account and used_at is null;
  return v_before;
exception when unique_violation then
  return null;
end
$$;
comment on function identity.change_email(uuid, text) is
  'Gives an active account another address, whose mailbox was proved, and ends its codes; answers the address before, null when another account has it.';

alter table identity.email_token drop constraint email_token_purpose_check;
alter table identity.email_token add constraint email_token_purpose_check
  check (purpose in ('SIGN_UP', 'VERIFY_EMAIL', 'RESET_PASSWORD', 'CHANGE_EMAIL'));

create function identity.set_account_active(p_account uuid, p_active boolean) returns text
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform from identity.account a where a.id = p_account for update;
  if not exists (select 1 from identity.membership m
    where m.team_id = app.current_team_id() and m.account_id = p_account) then return 'UNKNOWN'; end if;
  if exists (select 1 from identity.membership m
    where m.team_id <> app.current_team_id() and m.account_id = p_account) then return 'ELSEWHERE'; end if;
  update identity.account set is_active = p_active, version = version + 1 where id = p_account and is_active <> p_active;
  return case when found then 'DONE' else 'SAME' end;
end
$$;
comment on function identity.set_account_active(uuid, boolean) is
  'Switches an account of the current team off or on. ELSEWHERE, and nothing is changed, when its person is in other teams as well.';

-- Sessions --------------------------------------------------------------------------------------------------------

alter table identity.session drop constraint session_revoked_reason_check;
alter table identity.session add constraint session_revoked_reason_check
  check (revoked_reason in ('signed_out', 'refresh_reused', 'membership_ended', 'account_deactivated', 'password_changed',
    'ended_by_person', 'timeout', 'admin', 'team_suspended', 'security'));
alter table identity.session add column last_active_at timestamptz(3) not null default now();
comment on column identity.session.last_active_at is 'When it was last used, to some minutes: written back from Redis.';
grant select (user_agent, address, created_at, last_active_at, revoked_reason), update (last_active_at)
  on identity.session to hub_sign_in;

create function identity.note_sign_in() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  update identity.account set last_sign_in_at = new.created_at, last_active_at = new.created_at where id = new.account_id;
  return null;
end
$$;
comment on function identity.note_sign_in() is 'Trigger: who begins a session has signed in.';

create function identity.own_sessions()
  returns table (id uuid, team_id uuid, slug text, name text, user_agent text, address text, created_at timestamptz,
    last_active_at timestamptz, expires_at timestamptz, revoked_at timestamptz, revoked_reason text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select s.id, s.team_id, t.slug, t.name, s.user_agent, host(s.address), s.created_at, s.last_active_at, s.expires_at,
      s.revoked_at, s.revoked_reason
    from identity.session s join identity.team t on t.id = s.team_id
    where s.account_id = app.current_account_id()
  $$;
comment on function identity.own_sessions() is 'Sessions of the account of this transaction, in every team.';

create function identity.own_session_ids(p_ids uuid[]) returns setof uuid
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$ select s.id from identity.session s where s.account_id = app.current_account_id() and s.id = any (p_ids) $$;
comment on function identity.own_session_ids(uuid[]) is 'Those of some sessions that the account of this transaction has, in any team.';

create function identity.end_own_sessions(p_only uuid, p_but uuid) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with ended as (
      update identity.session set revoked_at = now(), revoked_reason = 'ended_by_person'
      where account_id = app.current_account_id() and revoked_at is null and expires_at > now()
        and (p_only is null or id = p_only) and (p_but is null or id <> p_but)
      returning 1
    )
    select count(*) from ended
  $$;
comment on function identity.end_own_sessions(uuid, uuid) is
  'Ends open sessions of the account of this transaction, in every team: one, or all but one. Answers how many.';

create function identity.note_activity(p_sessions uuid[], p_at timestamptz[]) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with seen as (select s.id, s.at from unnest(p_sessions, p_at) as s (id, at)), noted as (
      update identity.session s set last_active_at = seen.at from seen
      where s.id = seen.id and s.last_active_at < seen.at
      returning s.account_id, seen.at
    ), accounts as (select account_id, max(at) as at from noted group by 1), active as (
      update identity.account a set last_active_at = accounts.at from accounts
      where a.id = accounts.account_id and (a.last_active_at is null or a.last_active_at < accounts.at)
    )
    select count(*) from noted
  $$;
comment on function identity.note_activity(uuid[], timestamptz[]) is 'Writes back when sessions were last used, and by it their people; answers how many were news.';
create index session_id on identity.session (id);

-- Owners and rights -----------------------------------------------------------------------------------------------

grant create on schema identity to hub_sign_in;
alter function identity.own_memberships() owner to hub_sign_in;
alter function identity.set_default_membership(uuid) owner to hub_sign_in;
alter function identity.set_username(text) owner to hub_sign_in;
alter function identity.change_password(text, text, uuid) owner to hub_sign_in;
alter function identity.verify_email(uuid, text) owner to hub_sign_in;
alter function identity.change_email(uuid, text) owner to hub_sign_in;
alter function identity.set_account_active(uuid, boolean) owner to hub_sign_in;
alter function identity.note_sign_in() owner to hub_sign_in;
alter function identity.own_sessions() owner to hub_sign_in;
alter function identity.own_session_ids(uuid[]) owner to hub_sign_in;
alter function identity.end_own_sessions(uuid, uuid) owner to hub_sign_in;
alter function identity.note_activity(uuid[], timestamptz[]) owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.own_memberships(), identity.set_default_membership(uuid),
  identity.set_username(text), identity.change_password(text, text, uuid), identity.verify_email(uuid, text), identity.change_email(uuid, text),
  identity.set_account_active(uuid, boolean), identity.note_sign_in(), identity.own_sessions(),
  identity.own_session_ids(uuid[]), identity.end_own_sessions(uuid, uuid),
  identity.note_activity(uuid[], timestamptz[]) from public;
grant execute on function identity.own_memberships(), identity.set_default_membership(uuid),
  identity.set_username(text), identity.change_password(text, text, uuid), identity.verify_email(uuid, text), identity.change_email(uuid, text),
  identity.set_account_active(uuid, boolean), identity.own_sessions(), identity.own_session_ids(uuid[]),
  identity.end_own_sessions(uuid, uuid) to svc_identity;
-- Whether a node id is a session of one's own; and the job that writes activity back runs in the role of tenders.
grant execute on function identity.own_session_ids(uuid[]), identity.note_activity(uuid[], timestamptz[]) to svc_tenders;

create trigger note_sign_in after insert on identity.session for each row execute function identity.note_sign_in();

-- Preferences -----------------------------------------------------------------------------------------------------

create table identity.preference (
  team_id uuid not null references identity.team (id) on delete cascade,
  membership_id uuid not null,
  layout jsonb not null default '{}' check (jsonb_typeof(layout) = 'object' and pg_column_size(layout) <= 4096),
  notifications jsonb not null default '{}' check (jsonb_typeof(notifications) = 'object' and pg_column_size(notifications) <= 4096),
  filters jsonb not null default '{}' check (jsonb_typeof(filters) = 'object' and pg_column_size(filters) <= 4096),
  ai jsonb not null default '{}' check (jsonb_typeof(ai) = 'object' and pg_column_size(ai) <= 4096),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (team_id, membership_id),
  foreign key (team_id, membership_id) references identity.membership (team_id, id) on delete cascade
);
comment on table identity.preference is 'How a person works in a team. Each group holds only what the person chose; the service knows its fields and what holds without them.';
create trigger touch before update on identity.preference for each row execute function app.touch_updated_at();
alter table identity.preference enable row level security;
alter table identity.preference force row level security;
create policy team_isolation on identity.preference
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select on identity.preference to svc_identity;
grant insert (team_id, membership_id, layout, notifications, filters, ai, version, created_at),
  update (layout, notifications, filters, ai, version) on identity.preference to svc_identity;

-- Down Migration

drop table identity.preference;
drop trigger note_sign_in on identity.session;
drop function identity.own_memberships(), identity.set_default_membership(uuid), identity.set_username(text),
  identity.change_password(text, text, uuid),
  identity.verify_email(uuid, text), identity.change_email(uuid, text), identity.set_account_active(uuid, boolean),
  identity.note_sign_in(), identity.own_sessions(), identity.own_session_ids(uuid[]), identity.end_own_sessions(uuid, uuid),
  identity.note_activity(uuid[], timestamptz[]);
drop index identity.session_id;
alter table identity.session drop column last_active_at;
revoke select (user_agent, address, created_at, revoked_reason) on identity.session from hub_sign_in;
-- Forced row-level security would hide every row from the owner.
alter table identity.session no force row level security;
update identity.session set revoked_reason = 'signed_out'
  where revoked_reason in ('ended_by_person', 'timeout', 'admin', 'team_suspended', 'security');
alter table identity.session force row level security;
alter table identity.session drop constraint session_revoked_reason_check;
alter table identity.session add constraint session_revoked_reason_check
  check (revoked_reason in ('signed_out', 'refresh_reused', 'membership_ended', 'account_deactivated', 'password_changed'));
revoke select (id, account_id, used_at), update (used_at) on identity.email_token from hub_sign_in;
delete from identity.email_token where purpose = 'CHANGE_EMAIL';
alter table identity.email_token drop constraint email_token_purpose_check;
alter table identity.email_token add constraint email_token_purpose_check
  check (purpose in ('SIGN_UP', 'VERIFY_EMAIL', 'RESET_PASSWORD'));
create policy set_password on identity.account for update to hub_sign_in using (true) with check (true);
drop policy use_codes on identity.account;
create or replace function identity.reset_password(p_account uuid, p_hash text) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  update identity.account set password_hash = p_hash, email_verified_at = coalesce(email_verified_at, now())
  where id = p_account and is_active;
  if not found then return false; end if;
  update identity.session set revoked_at = now(), revoked_reason = 'password_changed'
  where account_id = p_account and revoked_at is null;
  return true;
end
$$;
create or replace function identity.find_sign_in(p_email text, p_slug text)
  returns table (account_id uuid, password_hash text, team_id uuid, membership_id uuid, role text, plan text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select a.id, a.password_hash, t.id, m.id, m.role, t.plan
    from identity.account a
    join identity.membership m on m.account_id = a.id
    join identity.team t on t.id = m.team_id
    where a.email = lower(p_email) and t.slug = p_slug and a.is_active
      and (m.expires_at is null or m.expires_at > now())
  $$;
drop trigger touch on identity.account;
create trigger touch before update on identity.account for each row execute function app.touch_updated_at();
revoke update (email, is_active) on identity.account from hub_sign_in;
alter table identity.account drop column first_name, drop column last_name, drop column title, drop column phone_encrypted,
  drop column username, drop column password_changed_at, drop column last_sign_in_at, drop column last_active_at, drop column version;
revoke select (created_at), update (is_default) on identity.membership from hub_sign_in;
drop policy set_default on identity.membership;
revoke delete on identity.membership from svc_identity;
alter table identity.membership drop column version, drop column created_by_membership_id, drop column updated_by_membership_id;
