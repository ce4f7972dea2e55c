-- Up Migration
-- cspell:ignore aclexplode attacl regrole relacl

-- 58. Writing public tenders is a role's of its own.
--
-- svc_importer cannot log in; the worker and the commands take it on (`infra/decisions/0013-*`). It gets what svc_tenders
-- may do to tables that belong to no team, and of the tables of teams nothing. Two things that svc_tenders did to such tables
-- outside imports become narrow functions: giving a change its place, and forgetting old imports.
--
-- Cost: catalogue rows only. Undo: the down section. Processes of the older release go on as before; migration 0059 takes
-- from them what they then no longer need.

grant usage on schema app, events, tenders to svc_importer;
grant select (name) on app.migration to svc_importer;

do $do$
declare
  v_grant record;
begin
  for v_grant in
    with public_table as (
      select c.oid, c.relacl from pg_class c
      where c.relnamespace = 'tenders'::regnamespace and c.relkind in ('r', 'p') and not exists (
        select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'team_id' and not a.attisdropped)
    )
    select p.oid::regclass as name, g.privilege_type as privilege, '' as columns
    from public_table p, aclexplode(p.relacl) g where g.grantee = 'svc_tenders'::regrole
    union all
    select p.oid::regclass, g.privilege_type, format(' (%I)', a.attname)
    from public_table p join pg_attribute a on a.attrelid = p.oid, aclexplode(a.attacl) g where g.grantee = 'svc_tenders'::regrole
  loop
    execute format('grant %s%s on %s to svc_importer', v_grant.privilege, v_grant.columns, v_grant.name);
  end loop;
end
$do$;
revoke insert (place, number, tender_ids) on tenders.change from svc_importer;

grant execute on function tenders.current_change(), app.is_time_zone(text),
  app.enqueue_jobs(text, jsonb[], text[], integer, text, text[], timestamptz), events.append_many(jsonb, jsonb) to svc_importer;
grant usage on sequence tenders.change_number to svc_importer;
grant select (id, is_committed), insert (id, is_committed) on app.write_receipt to svc_importer;
grant insert (tags) on app.stale_tag to svc_importer;

-- It writes events of public tenders, and no other.
create or replace function events.refuse_foreign(p_type text) returns void
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_service constant text := events.acting_service();
begin
  if v_service = 'svc_importer' and p_type = 'tenders.tenders_changed' then return; end if;
  if not exists (
    select 1 from pg_roles r
    where r.rolname = 'svc_' || split_part(p_type, '.', 1) and pg_has_role(v_service, r.oid, 'member')) then
    raise exception 'Events of type % are not written by %.', p_type, v_service using errcode = '42501';
  end if;
end
$$;

create function tenders.place_change(p_number bigint, p_tender_ids uuid[]) returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    insert into tenders.change (place, number, tender_ids)
    select coalesce(max(place), 0) + 1, p_number, p_tender_ids from tenders.change on conflict (number) do nothing
  $$;
comment on function tenders.place_change(bigint, uuid[]) is 'Gives a change of public tenders the next place, unless it has one. Null looks for the tenders that it wrote.';

create function tenders.forget_source_runs(p_max integer) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with forgotten as (
      delete from tenders.source_run where id = any (array(
        select r.id from tenders.source_run r
        where r.finished_at < now() - interval '90 days' and (r.source_id is null or exists (
          select 1 from tenders.source_run newer where newer.source_id = r.source_id and newer.started_at > r.started_at))
        limit p_max))
      returning 1
    )
    select count(*) from forgotten
  $$;
comment on function tenders.forget_source_runs(integer) is 'Deletes at most so many imports that ended 90 days ago, but not the last of a source; answers how many.';

grant create on schema tenders to hub_keeper;
grant select (place, number), insert (place, number, tender_ids) on tenders.change to hub_keeper;
grant select (id, changed_in) on tenders.tender to hub_keeper;
grant select (tender_id, changed_in) on tenders.tender_version to hub_keeper;
grant select (id, source_id, started_at, finished_at), delete on tenders.source_run to hub_keeper;
alter function tenders.place_change(bigint, uuid[]) owner to hub_keeper;
alter function tenders.forget_source_runs(integer) owner to hub_keeper;
revoke create on schema tenders from hub_keeper;
revoke all on function tenders.place_change(bigint, uuid[]), tenders.forget_source_runs(integer) from public;
grant execute on function tenders.place_change(bigint, uuid[]), tenders.forget_source_runs(integer) to svc_tenders;

-- Down Migration

drop function tenders.place_change(bigint, uuid[]), tenders.forget_source_runs(integer);
revoke select (place, number), insert (place, number, tender_ids) on tenders.change from hub_keeper;
revoke select (id, changed_in) on tenders.tender from hub_keeper;
revoke select (tender_id, changed_in) on tenders.tender_version from hub_keeper;
revoke select (id, source_id, started_at, finished_at), delete on tenders.source_run from hub_keeper;
create or replace function events.refuse_foreign(p_type text) returns void
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (
    select 1 from pg_roles r
    where r.rolname = 'svc_' || split_part(p_type, '.', 1) and pg_has_role(events.acting_service(), r.oid, 'member')) then
    raise exception 'Events of type % are not written by %.', p_type, events.acting_service() using errcode = '42501';
  end if;
end
$$;
revoke insert (tags) on app.stale_tag from svc_importer;
revoke select (id, is_committed), insert (id, is_committed) on app.write_receipt from svc_importer;
revoke usage on sequence tenders.change_number from svc_importer;
revoke execute on function tenders.current_change(), app.is_time_zone(text),
  app.enqueue_jobs(text, jsonb[], text[], integer, text, text[], timestamptz), events.append_many(jsonb, jsonb) from svc_importer;
do $do$
declare
  v_table regclass;
begin
  for v_table in
    select c.oid::regclass from pg_class c where c.relnamespace = 'tenders'::regnamespace and c.relkind in ('r', 'p')
  loop
    execute format('revoke all on %s from svc_importer', v_table);
  end loop;
end
$do$;
revoke select (name) on app.migration from svc_importer;
revoke usage on schema app, events, tenders from svc_importer;
