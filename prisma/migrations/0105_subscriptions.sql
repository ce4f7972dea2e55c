-- Up Migration

-- 105. Super-admins change the plan and the subscription of a team, and say whether its compliance was verified. A subscription that has
-- ended counts as the plan FREE wherever the database knows a limit.
--
-- Cost: a nullable column on identity.team; one function is made anew. Undo: the down section (forgets whose compliance was verified).

alter table identity.team add column compliance_verified_at timestamptz(3);
comment on column identity.team.compliance_verified_at is 'When a super-admin last found that the team complies; null for one that was not found to.';
grant update (plan, subscription_status, subscription_expires_at, compliance_verified_at) on identity.team to svc_identity;
grant select (subscription_expires_at) on identity.team to svc_tenders, svc_workspace;
grant select (subscription_status, subscription_expires_at, compliance_verified_at) on identity.team to hub_sign_in;

drop function identity.platform_teams(uuid[], text, uuid, integer);
create function identity.platform_teams(p_ids uuid[], p_search text, p_after uuid, p_limit integer)
  returns table (id uuid, slug text, name text, plan text, created_at timestamptz, suspended_at timestamptz,
    subscription_status text, subscription_expires_at timestamptz, compliance_verified_at timestamptz)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select t.id, t.slug, t.name, t.plan, t.created_at, t.suspended_at,
      t.subscription_status, t.subscription_expires_at, t.compliance_verified_at from identity.team t
    where exists (
        select 1 from identity.platform_admin p where p.account_id = app.current_account_id() and p.revoked_at is null
      )
      and (p_ids is null or t.id = any (p_ids))
      and (p_search is null or position(lower(p_search) in lower(t.name)) > 0 or position(lower(p_search) in t.slug) > 0)
      and (p_after is null or t.id > p_after)
    order by t.id limit p_limit
  $$;
comment on function identity.platform_teams(uuid[], text, uuid, integer) is
  'For a super-admin: which teams there are, how their subscriptions stand and which are suspended, without anything of them. Nothing for anybody else.';
grant create on schema identity to hub_sign_in;
alter function identity.platform_teams(uuid[], text, uuid, integer) owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.platform_teams(uuid[], text, uuid, integer) from public;
grant execute on function identity.platform_teams(uuid[], text, uuid, integer) to svc_identity;

-- Down Migration

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
revoke select (subscription_status, subscription_expires_at, compliance_verified_at) on identity.team from hub_sign_in;
revoke select (subscription_expires_at) on identity.team from svc_tenders, svc_workspace;
revoke update (plan, subscription_status, subscription_expires_at) on identity.team from svc_identity;
alter table identity.team drop column compliance_verified_at;
