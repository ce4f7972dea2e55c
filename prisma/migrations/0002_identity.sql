-- Up Migration

-- 2. Teams, the people in them, their sessions and the company profile they bid with.
--
-- The team is the tenant. A person has one account and a membership in each team; signing in is
-- bound to one team. Cost: new tables only. Undo: the down section (loses all people).

create table identity.team (
  id uuid primary key default app.uuid_v7(),
  team_id uuid not null generated always as (id) stored,
  slug text not null check (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$'),
  name text not null check (length(name) between 1 and 100),
  plan text not null default 'FREE' check (plan in ('FREE', 'BASIC', 'PRO')),
  time_zone text not null default 'Africa/Johannesburg',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (team_id, id)
);
-- Slugs are public names that people type to sign in, so their uniqueness reveals nothing secret.
create unique index team_slug_unique on identity.team (slug);
comment on table identity.team is 'A tenant: a company or division that bids. team_id repeats id so that one policy text fits every tenant table.';

create table identity.account (
  id uuid primary key default app.uuid_v7(),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  display_name text not null check (length(display_name) between 1 and 120),
  password_hash text check (password_hash like '$argon2id$%'),
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index account_email_unique on identity.account (email);
comment on table identity.account is 'A person, once per e-mail address, whatever number of teams they work in.';

create table identity.membership (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  account_id uuid not null references identity.account (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  is_default boolean not null default false,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (team_id, id),
  unique (team_id, account_id)
);
create index membership_account on identity.membership (account_id);
comment on table identity.membership is 'A person in a team, with the role held there. Expired memberships grant nothing.';

create table identity.session (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  account_id uuid not null,
  refresh_hash bytea not null check (length(refresh_hash) = 32),
  previous_refresh_hash bytea check (length(previous_refresh_hash) = 32),
  user_agent text check (length(user_agent) <= 400),
  created_at timestamptz not null default now(),
  refreshed_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text check (revoked_reason in ('signed_out', 'refresh_reused', 'membership_ended')),
  primary key (team_id, id),
  foreign key (team_id, account_id) references identity.membership (team_id, account_id) on delete cascade
);
create index session_account on identity.session (team_id, account_id);
comment on column identity.session.refresh_hash is 'SHA-256 of the current refresh token; the token itself is never stored.';
comment on column identity.session.previous_refresh_hash is 'SHA-256 of the token before: seeing it again means theft, and ends the session.';

create table identity.company_profile (
  team_id uuid primary key references identity.team (id) on delete cascade,
  company_name text not null check (length(company_name) between 1 and 200),
  sectors text[] not null default '{}',
  services text[] not null default '{}',
  provinces text[] not null default '{}',
  experience_years integer check (experience_years between 0 and 200),
  bbbee_level smallint check (bbbee_level between 1 and 8),
  bbbee_expires_on date,
  website_url text check (length(website_url) <= 255),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table identity.company_profile is 'What the team can do: the facts that readiness is judged by. Null means not stated, never no.';

create table identity.capability (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  scheme text not null check (scheme in ('CIDB')),
  designation text not null check (designation ~ '^[1-9][A-Z]{2}(?:PE)?$'),
  expires_on date,
  primary key (team_id, id),
  unique (team_id, scheme, designation)
);
comment on table identity.capability is 'A designation held, such as CIDB 7CE: grade, then class of works. A contractor may hold several.';

create trigger touch before update on identity.team for each row execute function app.touch_updated_at();
create trigger touch before update on identity.account for each row execute function app.touch_updated_at();
create trigger touch before update on identity.membership for each row execute function app.touch_updated_at();
create trigger touch before update on identity.company_profile for each row execute function app.touch_updated_at();

-- Row-level security: enabled, and forced so that the owner obeys it too.
alter table identity.team enable row level security;
alter table identity.team force row level security;
create policy team_isolation on identity.team
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

alter table identity.membership enable row level security;
alter table identity.membership force row level security;
create policy team_isolation on identity.membership
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

alter table identity.session enable row level security;
alter table identity.session force row level security;
create policy team_isolation on identity.session
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

alter table identity.company_profile enable row level security;
alter table identity.company_profile force row level security;
create policy team_isolation on identity.company_profile
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

alter table identity.capability enable row level security;
alter table identity.capability force row level security;
create policy team_isolation on identity.capability
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

-- An account is seen by its own person and by the teams it belongs to. membership is itself
-- filtered by team, so the subquery cannot reach further than the current team.
alter table identity.account enable row level security;
alter table identity.account force row level security;
create policy account_of_team on identity.account for select to svc_identity
  using (
    id = (select app.current_account_id())
    or exists (
      select 1 from identity.membership m
      where m.team_id = (select app.current_team_id()) and m.account_id = account.id
    )
  );
create policy account_changes_itself on identity.account for update to svc_identity
  using (id = (select app.current_account_id()))
  with check (id = (select app.current_account_id()));

-- Signing in happens before any team is known. hub_sign_in owns the two functions that may look
-- across teams, cannot log in, and may read nothing else; the identity service may only call them.
create policy sign_in_lookup on identity.team for select to hub_sign_in using (true);
create policy sign_in_lookup on identity.membership for select to hub_sign_in using (true);
create policy sign_in_lookup on identity.account for select to hub_sign_in using (true);

grant usage on schema identity to svc_identity, svc_workspace, svc_insights, svc_tenders, svc_analytics, svc_worker, hub_sign_in;
grant select (id, team_id, slug, name, plan, time_zone) on identity.team to hub_sign_in;
grant select (id, email, password_hash, is_active) on identity.account to hub_sign_in;
grant select (team_id, id, account_id, role, is_default, expires_at) on identity.membership to hub_sign_in;

create function identity.find_sign_in(p_email text, p_slug text)
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
comment on function identity.find_sign_in(text, text) is 'The one row that a sign-in with this e-mail and team slug is about, or none.';
grant create on schema identity to hub_sign_in;
alter function identity.find_sign_in(text, text) owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.find_sign_in(text, text) from public;
grant execute on function identity.find_sign_in(text, text) to svc_identity;

grant select on identity.team, identity.membership, identity.account, identity.session,
  identity.company_profile, identity.capability to svc_identity;
grant update (name, time_zone) on identity.team to svc_identity;
grant update (display_name, password_hash) on identity.account to svc_identity;
grant insert (team_id, id, account_id, refresh_hash, user_agent, expires_at, created_at, refreshed_at) on identity.session to svc_identity;
grant update (refresh_hash, previous_refresh_hash, refreshed_at, revoked_at, revoked_reason) on identity.session to svc_identity;
grant insert (team_id, company_name, sectors, services, provinces, experience_years, bbbee_level, bbbee_expires_on, website_url, version, created_at, updated_at)
  on identity.company_profile to svc_identity;
grant update (company_name, sectors, services, provinces, experience_years, bbbee_level, bbbee_expires_on, website_url, version)
  on identity.company_profile to svc_identity;

-- Every service re-reads the role before it writes; insights also reads what the team can do.
grant select (team_id, id, account_id, role, expires_at) on identity.membership
  to svc_workspace, svc_insights, svc_tenders, svc_analytics, svc_worker;
grant select on identity.company_profile, identity.capability to svc_insights, svc_worker;

-- Down Migration

drop function identity.find_sign_in(text, text);
drop table identity.capability, identity.company_profile, identity.session, identity.membership,
  identity.account, identity.team;
