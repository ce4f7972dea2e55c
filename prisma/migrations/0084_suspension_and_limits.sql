-- Up Migration

-- 84. A team that is suspended does nothing, and limits of sources and exports are rows like those of people.
--
-- A suspended team signs nobody in, and no session of it is open: its people write nothing from that moment on and read nothing
-- after a minute. Its jobs wait. Nothing is deleted, and sessions that have not ended go on when the team does.
--
-- Cost: nullable columns on identity.team; the checks of two small tables are made anew. Undo: the down section (forgets which teams
-- are suspended, and limits of sources and exports that were changed).

alter table identity.team
  add column subscription_status text not null default 'ACTIVE' check (subscription_status in ('TRIAL', 'ACTIVE', 'CANCELLED')),
  add column subscription_expires_at timestamptz(3),
  add column suspended_at timestamptz(3),
  add column suspended_reason text check (length(suspended_reason) between 1 and 500);
comment on column identity.team.suspended_at is 'Since when the team is suspended; null for one that is not.';
grant insert (subscription_status), update (suspended_at, suspended_reason) on identity.team to svc_identity;
grant select (suspended_at) on identity.team to hub_sign_in;

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
      and (m.expires_at is null or m.expires_at > now()) and t.suspended_at is null
  $$;

create or replace function identity.standing(p_session uuid) returns table (role text, is_session_open boolean)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select m.role, exists (
      select 1 from identity.session s
      join identity.account a on a.id = s.account_id
      join identity.team t on t.id = s.team_id
      where s.team_id = m.team_id and s.id = p_session and s.account_id = m.account_id
        and s.revoked_at is null and s.expires_at > now() and a.is_active and t.suspended_at is null
    )
    from identity.membership m
    where m.team_id = app.current_team_id() and m.account_id = app.current_account_id()
      and (m.expires_at is null or m.expires_at > now())
  $$;

create function identity.is_suspended() returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select exists (select 1 from identity.team t where t.id = app.current_team_id() and t.suspended_at is not null)
  $$;
comment on function identity.is_suspended() is 'Whether the team of this transaction is suspended: its jobs wait.';
grant create on schema identity to hub_sign_in;
alter function identity.is_suspended() owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.is_suspended() from public;
grant execute on function identity.is_suspended() to svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics;

-- Sessions are no nodes.
drop function identity.own_session_ids(uuid[]);

alter table identity.plan_limit drop constraint plan_limit_subject_check;
alter table identity.plan_limit add constraint plan_limit_subject_check
  check (subject in ('SEARCHES_PER_DAY', 'PEOPLE', 'PROJECTS', 'SOURCES', 'EXPORTS'));
alter table identity.team_limit drop constraint team_limit_subject_check;
alter table identity.team_limit add constraint team_limit_subject_check
  check (subject in ('SEARCHES_PER_DAY', 'PEOPLE', 'PROJECTS', 'SOURCES', 'EXPORTS'));
insert into identity.plan_limit (plan, subject, effective_from, max) values
  ('FREE', 'SOURCES', '2000-01-01T00:00:00Z', 1),
  ('BASIC', 'SOURCES', '2000-01-01T00:00:00Z', 5),
  ('PRO', 'SOURCES', '2000-01-01T00:00:00Z', 50),
  ('FREE', 'EXPORTS', '2000-01-01T00:00:00Z', 1),
  ('BASIC', 'EXPORTS', '2000-01-01T00:00:00Z', 2),
  ('PRO', 'EXPORTS', '2000-01-01T00:00:00Z', 5);
comment on table identity.plan_limit is
  'The most that a team on a plan may have or do, from a moment on; null is no limit. Exports are those that wait or run.';
grant select (plan) on identity.team to svc_tenders;
grant select (team_id, subject, max) on identity.team_limit to svc_tenders;

-- Down Migration

revoke select (team_id, subject, max) on identity.team_limit from svc_tenders;
revoke select (plan) on identity.team from svc_tenders;
delete from identity.plan_limit where subject in ('SOURCES', 'EXPORTS');
alter table identity.team_limit no force row level security;
delete from identity.team_limit where subject in ('SOURCES', 'EXPORTS');
alter table identity.team_limit force row level security;
alter table identity.plan_limit drop constraint plan_limit_subject_check;
alter table identity.plan_limit add constraint plan_limit_subject_check check (subject in ('SEARCHES_PER_DAY', 'PEOPLE', 'PROJECTS'));
alter table identity.team_limit drop constraint team_limit_subject_check;
alter table identity.team_limit add constraint team_limit_subject_check check (subject in ('SEARCHES_PER_DAY', 'PEOPLE', 'PROJECTS'));
create function identity.own_session_ids(p_ids uuid[]) returns setof uuid
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$ select s.id from identity.session s where s.account_id = app.current_account_id() and s.id = any (p_ids) $$;
grant create on schema identity to hub_sign_in;
alter function identity.own_session_ids(uuid[]) owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.own_session_ids(uuid[]) from public;
grant execute on function identity.own_session_ids(uuid[]) to svc_identity, svc_tenders;
drop function identity.is_suspended();
create or replace function identity.standing(p_session uuid) returns table (role text, is_session_open boolean)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select m.role, exists (
      select 1 from identity.session s
      join identity.account a on a.id = s.account_id
      where s.team_id = m.team_id and s.id = p_session and s.account_id = m.account_id
        and s.revoked_at is null and s.expires_at > now() and a.is_active
    )
    from identity.membership m
    where m.team_id = app.current_team_id() and m.account_id = app.current_account_id()
      and (m.expires_at is null or m.expires_at > now())
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
    where (a.email = lower(p_email) or a.username = lower(p_email))
      and (t.slug = p_slug or (p_slug is null and m.is_default)) and a.is_active
      and (m.expires_at is null or m.expires_at > now())
  $$;
alter table identity.team drop column subscription_status, drop column subscription_expires_at, drop column suspended_at,
  drop column suspended_reason;
