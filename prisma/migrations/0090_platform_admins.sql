-- Up Migration

-- 90. Super-admins of the platform: people outside every team who see which teams there are, and enter one for a reason, for at most an hour.
--
-- Who is one is said by whoever owns the database (`npm run hub -- platform-admin`), and by no service. An entry is a row of the team that is
-- entered, which its admins see. It takes the place of a session: identity.authority answers for it as long as it is open, and its
-- person is one at that moment. Inside, a super-admin sees what row-level security shows of that team, as everybody.
--
-- Cost: two new tables; one function is made anew. Undo: the down section (who was a super-admin, and when they entered, is lost).

create table identity.platform_admin (
  id uuid primary key default app.uuid_v7(),
  account_id uuid not null references identity.account (id) on delete cascade,
  granted_at timestamptz(3) not null default now(),
  grant_reason text not null check (length(grant_reason) between 1 and 500),
  revoked_at timestamptz(3),
  revoke_reason text check (length(revoke_reason) between 1 and 500),
  check ((revoked_at is null) = (revoke_reason is null))
);
create unique index platform_admin_open on identity.platform_admin (account_id) where revoked_at is null;
create index platform_admin_account on identity.platform_admin (account_id);
comment on table identity.platform_admin is 'A person is, or was, a super-admin of the platform. Granted and revoked by the owner of the database alone.';

create table identity.platform_entry (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  account_id uuid references identity.account (id) on delete set null,
  reason text not null check (length(reason) between 10 and 500),
  entered_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  exited_at timestamptz(3),
  primary key (team_id, id),
  check (expires_at > entered_at and expires_at <= entered_at + interval '60 minutes')
);
create index platform_entry_account on identity.platform_entry (account_id);
comment on table identity.platform_entry is 'A super-admin entered the team: why, from when, and at the latest until when.';
alter table identity.platform_entry enable row level security;
alter table identity.platform_entry force row level security;
create policy team_isolation on identity.platform_entry
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select on identity.platform_entry to svc_identity;
grant insert (team_id, id, account_id, reason, entered_at, expires_at), update (exited_at) on identity.platform_entry to svc_identity;
grant select (team_id, id) on identity.platform_entry to svc_tenders;
grant insert (team_id, subject, max, reason), update (max, reason), delete on identity.team_limit to svc_identity;

create policy sign_in_lookup on identity.platform_entry for select to hub_sign_in using (true);
grant select (team_id, id, account_id, expires_at, exited_at) on identity.platform_entry to hub_sign_in;
grant select (account_id, revoked_at) on identity.platform_admin to hub_sign_in;
grant select (created_at) on identity.team to hub_sign_in;

drop function identity.authority(uuid);
create function identity.authority(p_session uuid)
  returns table (role text, is_session_open boolean, version bigint, grants jsonb, platform boolean)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with
      own as (
        select exists (
          select 1 from identity.platform_admin p
          join identity.account a on a.id = p.account_id
          where p.account_id = app.current_account_id() and p.revoked_at is null and a.is_active
        ) as is_admin
      ),
      entry as (
        select e.expires_at > now() and e.exited_at is null as is_open from identity.platform_entry e
        where e.team_id = app.current_team_id() and e.id = p_session and e.account_id = app.current_account_id()
      )
    select 'admin', entry.is_open and own.is_admin, 0::bigint, '[]'::jsonb, false from entry cross join own
    union all
    select s.role, s.is_session_open,
      coalesce((select v.version from identity.permission_version v where v.team_id = app.current_team_id()), 0),
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'role', r.id, 'permissions', to_jsonb(r.permissions), 'project', a.project_id, 'until', a.expires_at))
        from identity.membership m
        join identity.role_assignment a on a.team_id = m.team_id and a.membership_id = m.id
        join identity.role r on r.team_id = a.team_id and r.id = a.role_id
        where m.team_id = app.current_team_id() and m.account_id = app.current_account_id()
          and (a.expires_at is null or a.expires_at > now())
      ), '[]'),
      own.is_admin
    from identity.standing(p_session) s cross join own
    where not exists (select 1 from entry)
  $$;
comment on function identity.authority(uuid) is
  'What the account of this transaction may do in its team, beside identity.standing: roles of the team, and whether it is a super-admin.';

create function identity.platform_teams(p_ids uuid[], p_search text, p_after uuid, p_limit integer)
  returns table (id uuid, slug text, name text, plan text, created_at timestamptz)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select t.id, t.slug, t.name, t.plan, t.created_at from identity.team t
    where exists (
        select 1 from identity.platform_admin p where p.account_id = app.current_account_id() and p.revoked_at is null
      )
      and (p_ids is null or t.id = any (p_ids))
      and (p_search is null or position(lower(p_search) in lower(t.name)) > 0 or position(lower(p_search) in t.slug) > 0)
      and (p_after is null or t.id > p_after)
    order by t.id limit p_limit
  $$;
comment on function identity.platform_teams(uuid[], text, uuid, integer) is
  'For a super-admin: which teams there are, without anything of them. Nothing for anybody else.';

grant create on schema identity to hub_sign_in;
alter function identity.authority(uuid) owner to hub_sign_in;
alter function identity.platform_teams(uuid[], text, uuid, integer) owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.authority(uuid), identity.platform_teams(uuid[], text, uuid, integer) from public;
grant execute on function identity.authority(uuid) to svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics;
grant execute on function identity.platform_teams(uuid[], text, uuid, integer) to svc_identity;

-- Down Migration

drop function identity.platform_teams(uuid[], text, uuid, integer);
drop function identity.authority(uuid);
create function identity.authority(p_session uuid)
  returns table (role text, is_session_open boolean, version bigint, grants jsonb)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select s.role, s.is_session_open,
      coalesce((select v.version from identity.permission_version v where v.team_id = app.current_team_id()), 0),
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'role', r.id, 'permissions', to_jsonb(r.permissions), 'project', a.project_id, 'until', a.expires_at))
        from identity.membership m
        join identity.role_assignment a on a.team_id = m.team_id and a.membership_id = m.id
        join identity.role r on r.team_id = a.team_id and r.id = a.role_id
        where m.team_id = app.current_team_id() and m.account_id = app.current_account_id()
          and (a.expires_at is null or a.expires_at > now())
      ), '[]')
    from identity.standing(p_session) s
  $$;
comment on function identity.authority(uuid) is
  'What the account of this transaction may do in its team, beside identity.standing: roles of the team with their permissions and scope.';
grant create on schema identity to hub_sign_in;
alter function identity.authority(uuid) owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.authority(uuid) from public;
grant execute on function identity.authority(uuid) to svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics;
revoke select (created_at) on identity.team from hub_sign_in;
revoke insert (team_id, subject, max, reason), update (max, reason), delete on identity.team_limit from svc_identity;
drop table identity.platform_entry, identity.platform_admin;
