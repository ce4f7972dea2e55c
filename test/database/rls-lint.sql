-- What must hold in the catalogue for row-level security to be a wall. One row is one finding.
-- Tenant tables are those of our schemas with a team_id; service roles are all that serve requests.
with service as (
  select oid, rolname, rolsuper, rolbypassrls, rolcreaterole, rolreplication from pg_roles
  where rolname in ('svc_identity', 'svc_tenders', 'svc_workspace', 'svc_insights', 'svc_analytics', 'svc_worker', 'svc_importer')
), spaces as (
  select oid from pg_namespace where nspname in ('app', 'events', 'identity', 'tenders', 'workspace', 'insights', 'analytics')
), tenant as (
  select c.oid, c.relnamespace, c.relrowsecurity, c.relforcerowsecurity, c.relowner, a.attnum, a.attnotnull
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'team_id' and not a.attisdropped
  where c.relnamespace in (select oid from spaces) and c.relkind in ('r', 'p')
), policy as (
  -- Policies for roles that serve no request (hub_sign_in) are judged by their functions instead.
  select p.*, unnest(case p.polcmd when '*' then array['r', 'a', 'w', 'd'] else array[p.polcmd::text] end) as cmd,
    coalesce(pg_get_expr(p.polqual, p.polrelid), '') as using_text,
    coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as check_text
  from pg_policy p
  join tenant t on t.oid = p.polrelid
  where p.polroles = '{0}' or p.polroles && array(select oid from service)
)
select 'L01 row-level security is not enabled and forced' as rule, oid::regclass::text as object
from tenant where not (relrowsecurity and relforcerowsecurity)
union all
select 'L02 row-level security without a policy', oid::regclass::text
from tenant where not exists (select 1 from pg_policy p where p.polrelid = tenant.oid)
union all
select 'L03 more than one permissive policy for a command', polrelid::regclass || ' ' || cmd
from policy where polpermissive group by polrelid, cmd having count(distinct oid) > 1
union all
select distinct 'L04 policy that does not compare team_id with the current team', polrelid::regclass || '.' || polname
from policy
where polpermissive and (using_text || check_text) !~ 'team_id = \( SELECT app.current_team_id\(\)'
union all
select distinct 'L05 policy that reads a setting itself', polrelid::regclass || '.' || polname
from policy where using_text || check_text ~ 'current_setting'
union all
select distinct 'L05 policy with using but without with check', polrelid::regclass || '.' || polname
from policy where polcmd in ('*', 'w') and using_text <> '' and check_text = ''
union all
select 'L06 service role that can bypass', rolname
from service where rolsuper or rolbypassrls or rolcreaterole or rolreplication
union all
select 'L07 service role owns or inherits the owner', s.rolname || ' ' || t.oid::regclass
from tenant t, service s where pg_has_role(s.oid, t.relowner, 'member')
union all
select distinct 'L08 view without security_invoker', c.oid::regclass::text
from pg_class c, service s
where c.relnamespace in (select oid from spaces) and c.relkind = 'v' and has_table_privilege(s.oid, c.oid, 'select')
  and not coalesce((select option_value::boolean from pg_options_to_table(c.reloptions)
                    where option_name = 'security_invoker'), false)
union all
select distinct 'L09 materialised view readable by a service', c.oid::regclass::text
from pg_class c, service s
where c.relnamespace in (select oid from spaces) and c.relkind = 'm' and has_table_privilege(s.oid, c.oid, 'select')
  and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'team_id')
union all
select 'L10 security definer without a pinned search_path', p.oid::regprocedure::text
from pg_proc p
where p.pronamespace in (select oid from spaces) and p.prosecdef
  and not exists (select 1 from unnest(coalesce(p.proconfig, '{}')) x where x like 'search_path=%')
union all
select distinct 'L11 security definer executable by a service', p.oid::regprocedure::text
from pg_proc p, service s
where p.pronamespace in (select oid from spaces) and p.prosecdef and has_function_privilege(s.oid, p.oid, 'execute')
union all
-- One uuid column is safe to be unique alone: nobody guesses one. Anything else tells that a row exists. Nobody
-- inserts into the tables of the event stream but its own functions.
select 'L12 unique index without team_id', i.indexrelid::regclass::text
from pg_index i join tenant t on t.oid = i.indrelid
where i.indisunique and not (t.attnum = any (i.indkey::int2[]))
  and t.relnamespace <> 'events'::regnamespace
  and not (i.indnkeyatts = 1 and exists (
    select 1 from pg_attribute a
    where a.attrelid = i.indrelid and a.attnum = i.indkey[0] and a.atttypid = 'uuid'::regtype))
union all
select 'L13 foreign key between tenant tables without team_id', k.conrelid::regclass || '.' || k.conname
from pg_constraint k
join tenant a on a.oid = k.conrelid
join tenant b on b.oid = k.confrelid
where k.contype = 'f' and not (a.attnum = any (k.conkey))
  -- The id of a team is its team_id.
  and not (k.conrelid = 'identity.team'::regclass and exists (
    select 1 from pg_attribute own
    where own.attrelid = k.conrelid and own.attnum = any (k.conkey) and own.attname = 'id'))
union all
select 'L14 no index leads with team_id', t.oid::regclass::text
from tenant t where not exists (select 1 from pg_index i where i.indrelid = t.oid and i.indkey[0] = t.attnum)
union all
select 'L15 service may truncate, reference or trigger', s.rolname || ' ' || t.oid::regclass
from tenant t, service s where has_table_privilege(s.oid, t.oid, 'truncate, references, trigger')
union all
select 'L16 team_id may be null', oid::regclass::text from tenant where not attnotnull
order by 1, 2;
