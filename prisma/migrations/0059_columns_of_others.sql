-- Up Migration
-- cspell:ignore aclexplode attacl regrole relacl

-- 59. A service reads columns of others' schemas, and writes public tenders no more.
--
-- Whole tables of tenders, identity and insights were open to services that read few columns of them, or none. Each now has
-- the columns that its code reads; `test/database/foreign-rights.test.ts` names each with its reason. What imports need
-- is svc_importer's since migration 0058.
--
-- A contraction: it is for the time when every process is of the release that has 0058. A worker of an older one that meets it
-- fails its imports, which are tried again by the next, and reads on.
--
-- Cost: catalogue rows only. Undo: the down section, which opens whole tables again.
--
-- Contract

do $do$
declare
  v_table regclass;
begin
  for v_table in
    select c.oid::regclass from pg_class c
    where c.relnamespace = 'tenders'::regnamespace and c.relkind in ('r', 'p') and not exists (
      select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'team_id' and not a.attisdropped)
  loop
    execute format('revoke all on %s from svc_tenders, svc_worker, svc_identity, svc_workspace, svc_insights, svc_analytics', v_table);
    execute format('grant select on %s to svc_tenders', v_table);
  end loop;
end
$do$;
revoke usage on sequence tenders.change_number from svc_worker;
revoke execute on function tenders.current_change() from svc_tenders, svc_worker;
revoke usage on schema tenders from svc_identity, svc_worker;
revoke usage on schema identity from svc_worker;

grant select (id, closing_at) on tenders.tender to svc_workspace;
grant select (id, source_id, version, title, description, category, language, province, special_conditions, value_amount,
  value_currency, published_at, closing_at, closing_raw) on tenders.tender to svc_insights;
grant select (id, settings) on tenders.source to svc_insights;
grant select (tender_id, cidb) on tenders.tender_fact to svc_insights;
grant select (tender_id, key, held_at, is_compulsory, venue) on tenders.briefing_session to svc_insights;
grant select (tender_id, position, description, classification_description) on tenders.item to svc_insights;
grant select (tender_id, lifecycle, province, buyer_id, value_amount, value_currency, value_statement, published_at, opens_at,
  closing_at, presumed_until) on tenders.tender_search to svc_analytics;
grant select (tender_id, outcome, value_amount, value_currency) on tenders.award to svc_analytics;
grant select (id, name) on tenders.buyer to svc_analytics;
grant select (place) on tenders.change to svc_analytics;

revoke select on identity.company_profile, identity.capability from svc_insights, svc_worker;
grant select (sectors, services, provinces, experience_years) on identity.company_profile to svc_insights;
grant select (scheme, designation, expires_on) on identity.capability to svc_insights;
revoke select (team_id, id, account_id, role, expires_at) on identity.membership
  from svc_workspace, svc_insights, svc_tenders, svc_analytics, svc_worker;
grant select (team_id, id, expires_at) on identity.membership to svc_workspace;
grant select (id, account_id) on identity.membership to svc_tenders;
revoke select (id, team_id, time_zone) on identity.team from svc_tenders;
grant select (id, time_zone) on identity.team to svc_tenders;
revoke select on identity.plan_limit from svc_tenders;
grant select (plan, subject, effective_from, max) on identity.plan_limit to svc_tenders;
revoke select (team_id) on workspace.entry from svc_tenders;

revoke select on insights.eligibility_rule, insights.preference_rule
  from svc_identity, svc_tenders, svc_workspace, svc_analytics, svc_worker;
revoke usage on schema insights from svc_identity, svc_tenders, svc_workspace, svc_analytics, svc_worker;
revoke usage on schema analytics from svc_worker;

-- Down Migration

grant usage on schema analytics to svc_worker;
grant usage on schema insights to svc_identity, svc_tenders, svc_workspace, svc_analytics, svc_worker;
grant select on insights.eligibility_rule, insights.preference_rule
  to svc_identity, svc_tenders, svc_workspace, svc_analytics, svc_worker;
grant select (team_id) on workspace.entry to svc_tenders;
grant select on identity.plan_limit to svc_tenders;
grant select (id, team_id, time_zone) on identity.team to svc_tenders;
grant select (team_id, id, account_id, role, expires_at) on identity.membership
  to svc_workspace, svc_insights, svc_tenders, svc_analytics, svc_worker;
grant select on identity.company_profile, identity.capability to svc_insights, svc_worker;
grant usage on schema identity to svc_worker;
grant usage on schema tenders to svc_identity, svc_worker;
grant execute on function tenders.current_change() to svc_tenders, svc_worker;
grant usage on sequence tenders.change_number to svc_worker;
do $do$
declare
  v_grant record;
begin
  for v_grant in
    select c.oid::regclass as name, g.privilege_type as privilege, '' as columns
    from pg_class c, aclexplode(c.relacl) g
    where c.relnamespace = 'tenders'::regnamespace and c.relkind in ('r', 'p') and g.grantee = 'svc_importer'::regrole
    union all
    select c.oid::regclass, g.privilege_type, format(' (%I)', a.attname)
    from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) g
    where c.relnamespace = 'tenders'::regnamespace and c.relkind in ('r', 'p') and g.grantee = 'svc_importer'::regrole
  loop
    execute format('grant %s%s on %s to svc_tenders, svc_worker', v_grant.privilege, v_grant.columns, v_grant.name);
    execute format('grant select on %s to svc_identity, svc_workspace, svc_insights, svc_analytics', v_grant.name);
  end loop;
end
$do$;
grant insert (place, number, tender_ids) on tenders.change to svc_tenders;
