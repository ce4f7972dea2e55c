-- Up Migration

-- 37. What changed has a place in an order that survives the server.
--
-- Until now the order of changes was that of transaction ids: after a restore into a fresh server a feed showed none of its
-- tenders, and every feed waited for the oldest writer of the whole server. Now a change has a number while it is written
-- (changed_in), records an event in the same transaction, and the reader tenders:place-changes gives it the next place
-- after the commit. Whoever asks for what is behind a place skips nothing.
--
--   change        places of changes of public tenders; team_change those of a team's own. A row for each transaction, or for
--                 each 200 tenders of an import; rows stay, because versions do.
--   changed_in    of tender, tender_version and team_tender: the number. Old rows keep theirs, which was a transaction id, and
--                 it is their place too, so cursors and saved searches go on where they are.
--
-- Cost: tender, tender_version and team_tender are rewritten with their indexes under a lock against everybody: about a
-- minute for a million tenders. saved_search and saved_search_match are small. Undo: the down section (numbers become
-- transaction ids again; those of the future are then behind the server's, and feeds begin anew).
--
-- Contract

create sequence tenders.change_number;
create sequence tenders.team_change_place;
select setval('tenders.change_number', pg_current_xact_id()::text::bigint + 1),
  setval('tenders.team_change_place', pg_current_xact_id()::text::bigint + 1);
grant usage on sequence tenders.change_number, tenders.team_change_place to svc_tenders;
grant usage on sequence tenders.change_number to svc_worker;

create table tenders.change (
  place bigint primary key check (place >= 1),
  number bigint not null unique,
  placed_at timestamptz not null default now()
);
comment on table tenders.change is 'Changes of public tenders in the order in which they can be seen. One reader gives places, after the commit.';
comment on column tenders.change.number is 'changed_in of the rows that it wrote.';
grant select on tenders.change to svc_tenders, svc_worker;
grant insert (place, number) on tenders.change to svc_tenders;

create table tenders.team_change (
  team_id uuid not null references identity.team (id) on delete cascade,
  place bigint not null check (place >= 1),
  number bigint not null,
  placed_at timestamptz not null default now(),
  primary key (team_id, place),
  unique (team_id, number)
);
comment on table tenders.team_change is 'Changes of a team''s own tenders, as tenders.change of public ones. Places are never shown to anyone.';
alter table tenders.team_change enable row level security;
alter table tenders.team_change force row level security;
create policy team_isolation on tenders.team_change
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select on tenders.team_change to svc_tenders;
grant insert (team_id, place, number) on tenders.team_change to svc_tenders;

-- Types of columns cannot change under a function that names them.
drop function tenders.awaits_matching;

alter table tenders.tender alter column changed_in drop default;
alter table tenders.tender alter column changed_in type bigint using changed_in::text::bigint;
alter table tenders.tender_version alter column changed_in drop default;
alter table tenders.tender_version alter column changed_in type bigint using changed_in::text::bigint;
alter table tenders.team_tender alter column changed_in drop default;
alter table tenders.team_tender alter column changed_in type bigint using changed_in::text::bigint;
comment on column tenders.tender.changed_in is 'Number of the change that wrote the row last; tenders.change has its place.';
comment on column tenders.tender_version.changed_in is 'Number of the change that wrote the row last; tenders.change has its place.';
comment on column tenders.team_tender.changed_in is 'Number of the last change of what the source says; tenders.team_change has its place.';

-- The last one stands for everything before this migration: places that are given from now on are behind all cursors.
insert into tenders.change (place, number)
select number, number from (
  select changed_in as number from tenders.tender
  union select changed_in from tenders.tender_version
  union select pg_current_xact_id()::text::bigint
) as known;

-- The number of the transaction's change, and its event. The default of what changes, so that no row can change without a
-- place to come; who writes many tenders takes numbers itself and records which tenders they stand for.
create function tenders.current_change() returns bigint
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_number bigint := nullif(current_setting('tenders.change', true), '')::bigint;
begin
  if v_number is null then
    v_number := nextval('tenders.change_number');
    perform set_config('tenders.change', v_number::text, true);
    insert into events.inbox (team_id, type, body, written_by, written_at)
    values ('00000000-0000-0000-0000-000000000000', 'tenders.tenders_changed',
      jsonb_build_object('change', v_number, 'created', '[]'::jsonb, 'changed', '[]'::jsonb),
      events.acting_service(), clock_timestamp());
  end if;
  return v_number;
end
$$;
comment on function tenders.current_change() is 'The number of this transaction''s change of public tenders; the first call records its event.';
alter table tenders.tender alter column changed_in set default tenders.current_change();
alter table tenders.tender_version alter column changed_in set default tenders.current_change();

-- Before a row of a team is written it gets the number; that it was written is recorded after, since an insert may turn
-- into an update of something else.
create or replace function tenders.note_change() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_known constant text := current_setting('tenders.team_change', true);
begin
  if split_part(v_known, ':', 1) is distinct from new.team_id::text then
    new.changed_in := nextval('tenders.change_number');
    perform set_config('tenders.team_change', new.team_id || ':' || new.changed_in || ':', true);
  else
    new.changed_in := split_part(v_known, ':', 2)::bigint;
  end if;
  return new;
end
$$;
comment on function tenders.note_change() is 'Trigger: changed_in is the number of the transaction''s change of the team.';
create function tenders.record_team_change() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_told constant text := new.team_id || ':' || new.changed_in || ':told';
begin
  if current_setting('tenders.team_change', true) is distinct from v_told then
    perform set_config('tenders.team_change', v_told, true);
    insert into events.inbox (team_id, type, body, written_by, written_at)
    values (new.team_id, 'tenders.team_tenders_changed', jsonb_build_object('change', new.changed_in),
      events.acting_service(), clock_timestamp());
  end if;
  return null;
end
$$;
comment on function tenders.record_team_change() is 'Trigger: the first row that a change wrote records its event.';
create trigger note_new before insert on tenders.team_tender for each row execute function tenders.note_change();
create trigger record_new after insert on tenders.team_tender for each row execute function tenders.record_team_change();
create trigger record_change after update on tenders.team_tender for each row
  when (new.version is distinct from old.version) execute function tenders.record_team_change();

-- Both write into the inbox, and take numbers whoever's statement it is.
grant usage, create on schema tenders to hub_events;
grant usage on sequence tenders.change_number to hub_events;
alter function tenders.current_change() owner to hub_events;
alter function tenders.note_change() owner to hub_events;
alter function tenders.record_team_change() owner to hub_events;
revoke create on schema tenders from hub_events;
revoke all on function tenders.current_change(), tenders.note_change(), tenders.record_team_change() from public;
grant execute on function tenders.current_change() to svc_tenders, svc_worker;

-- The worker imports as itself, and may write what the services write whose roles it may take on.
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

-- Saved searches ----------------------------------------------------------------------------------------------------

create function tenders.next_place() returns bigint
  language sql stable parallel safe
  set search_path = pg_catalog, pg_temp
  as $$ select coalesce(max(place), 0) + 1 from tenders.change $$;
comment on function tenders.next_place() is 'The place behind all changes of public tenders that have one.';
create function tenders.next_team_place() returns bigint
  language sql stable parallel safe
  set search_path = pg_catalog, pg_temp
  as $$ select coalesce(max(place), 0) + 1 from tenders.team_change $$;
comment on function tenders.next_team_place() is 'As next_place, of the current team''s own tenders.';

alter table tenders.saved_search
  alter column watched_in drop default, alter column matched_in drop default, alter column own_matched_in drop default;
alter table tenders.saved_search
  alter column watched_in type bigint using watched_in::text::bigint,
  alter column matched_in type bigint using matched_in::text::bigint,
  alter column own_matched_in type bigint using own_matched_in::text::bigint;
alter table tenders.saved_search
  alter column watched_in set default tenders.next_place(),
  alter column matched_in set default tenders.next_place(),
  alter column own_matched_in set default tenders.next_team_place();
comment on column tenders.saved_search.watched_in is 'Changes at this place and later ones count as new.';
alter table tenders.saved_search_match alter column changed_in type bigint using changed_in::text::bigint;
alter table tenders.saved_search_match rename column changed_in to place;
comment on column tenders.saved_search_match.place is 'Place of the change with which it was found last.';

create function tenders.awaits_matching(s tenders.saved_search, p_now timestamptz, p_time_zone text) returns boolean
  language sql stable parallel safe
  return s.is_active and (s.matched_at < tenders.last_six_o_clock(p_now, p_time_zone)
    or s.notification = 'IMMEDIATE' and (
      s.matched_in <= (select max(c.place) from tenders.change c)
      or coalesce(s.own_matched_in <= (select max(c.place) from tenders.team_change c where c.team_id = s.team_id), false)));
comment on function tenders.awaits_matching is 'True when a job should match the search: immediate ones after a change, the others once a day.';

create policy alert_lookup on tenders.team_change for select to hub_sign_in using (true);
drop policy alert_lookup on tenders.team_tender;
revoke select (team_id, id, changed_in) on tenders.team_tender from hub_sign_in;
revoke select (id, changed_in) on tenders.tender from hub_sign_in;
grant select (place) on tenders.change to hub_sign_in;
grant select (team_id, place) on tenders.team_change to hub_sign_in;

-- Down Migration

drop function tenders.awaits_matching;
drop policy alert_lookup on tenders.team_change;
grant select (id, changed_in) on tenders.tender to hub_sign_in;
grant select (team_id, id, changed_in) on tenders.team_tender to hub_sign_in;
create policy alert_lookup on tenders.team_tender for select to hub_sign_in using (true);
alter table tenders.saved_search_match rename column place to changed_in;
alter table tenders.saved_search_match alter column changed_in type xid8 using changed_in::text::xid8;
alter table tenders.saved_search
  alter column watched_in drop default, alter column matched_in drop default, alter column own_matched_in drop default;
alter table tenders.saved_search
  alter column watched_in type xid8 using watched_in::text::xid8,
  alter column matched_in type xid8 using matched_in::text::xid8,
  alter column own_matched_in type xid8 using own_matched_in::text::xid8;
alter table tenders.saved_search
  alter column watched_in set default pg_snapshot_xmin(pg_current_snapshot()),
  alter column matched_in set default pg_snapshot_xmin(pg_current_snapshot()),
  alter column own_matched_in set default pg_snapshot_xmin(pg_current_snapshot());
drop function tenders.next_place();
drop function tenders.next_team_place();
drop trigger note_new on tenders.team_tender;
drop trigger record_new on tenders.team_tender;
drop trigger record_change on tenders.team_tender;
drop function tenders.record_team_change();
alter table tenders.tender alter column changed_in drop default;
alter table tenders.tender alter column changed_in type xid8 using changed_in::text::xid8;
alter table tenders.tender alter column changed_in set default pg_current_xact_id();
alter table tenders.tender_version alter column changed_in drop default;
alter table tenders.tender_version alter column changed_in type xid8 using changed_in::text::xid8;
alter table tenders.tender_version alter column changed_in set default pg_current_xact_id();
alter table tenders.team_tender alter column changed_in type xid8 using changed_in::text::xid8;
alter table tenders.team_tender alter column changed_in set default pg_current_xact_id();
drop function tenders.current_change();
alter function tenders.note_change() owner to hub_owner;
create or replace function tenders.note_change() returns trigger
  language plpgsql
  as $$
begin
  new.changed_in := pg_current_xact_id();
  return new;
end
$$;
alter function tenders.note_change() reset all;
grant execute on function tenders.note_change() to public;
create or replace function events.refuse_foreign(p_type text) returns void
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
  as $$
begin
  if 'svc_' || split_part(p_type, '.', 1) is distinct from events.acting_service() then
    raise exception 'Events of type % are not written by %.', p_type, events.acting_service() using errcode = '42501';
  end if;
end
$$;
drop table tenders.team_change, tenders.change;
revoke usage on sequence tenders.change_number from hub_events;
revoke usage on schema tenders from hub_events;
drop sequence tenders.change_number, tenders.team_change_place;
create function tenders.awaits_matching(s tenders.saved_search, p_now timestamptz, p_time_zone text) returns boolean
  language sql stable parallel safe
  return s.is_active and (s.matched_at < tenders.last_six_o_clock(p_now, p_time_zone)
    or s.notification = 'IMMEDIATE' and (
      coalesce((s.matched_in, s.matched_tender) < (
        select t.changed_in, t.id from tenders.tender t where t.changed_in < pg_snapshot_xmin(pg_current_snapshot())
        order by t.changed_in desc, t.id desc limit 1), false)
      or coalesce((s.own_matched_in, s.own_matched_tender) < (
        select o.changed_in, o.id from tenders.team_tender o
        where o.team_id = s.team_id and o.changed_in < pg_snapshot_xmin(pg_current_snapshot())
        order by o.changed_in desc, o.id desc limit 1), false)));
