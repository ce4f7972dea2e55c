-- Up Migration

-- 100. Teams are changed by their admins, with the version that the change was made on; and super-admins see which teams are
-- suspended.
--
-- Cost: a column with a constant default on identity.team. Undo: the down section (forgets how often teams were changed).

alter table identity.team add column version integer not null default 1;
comment on column identity.team.version is 'Goes up with each change of name or time zone.';
-- Inserts name every column that has a plain default.
grant insert (version), update (version) on identity.team to svc_identity;

drop function identity.platform_teams(uuid[], text, uuid, integer);
create function identity.platform_teams(p_ids uuid[], p_search text, p_after uuid, p_limit integer)
  returns table (id uuid, slug text, name text, plan text, created_at timestamptz, suspended_at timestamptz)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select t.id, t.slug, t.name, t.plan, t.created_at, t.suspended_at from identity.team t
    where exists (
        select 1 from identity.platform_admin p where p.account_id = app.current_account_id() and p.revoked_at is null
      )
      and (p_ids is null or t.id = any (p_ids))
      and (p_search is null or position(lower(p_search) in lower(t.name)) > 0 or position(lower(p_search) in t.slug) > 0)
      and (p_after is null or t.id > p_after)
    order by t.id limit p_limit
  $$;
comment on function identity.platform_teams(uuid[], text, uuid, integer) is
  'For a super-admin: which teams there are and which of them are suspended, without anything of them. Nothing for anybody else.';
grant create on schema identity to hub_sign_in;
alter function identity.platform_teams(uuid[], text, uuid, integer) owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.platform_teams(uuid[], text, uuid, integer) from public;
grant execute on function identity.platform_teams(uuid[], text, uuid, integer) to svc_identity;

-- Down Migration

drop function identity.platform_teams(uuid[], text, uuid, integer);
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
alter function identity.platform_teams(uuid[], text, uuid, integer) owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.platform_teams(uuid[], text, uuid, integer) from public;
grant execute on function identity.platform_teams(uuid[], text, uuid, integer) to svc_identity;
alter table identity.team drop column version;
