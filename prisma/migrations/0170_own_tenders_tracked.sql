-- Up Migration

-- 170. A team tracks tenders of its own as it tracks public ones: with status, notes, closing time, reminders and calendar.
--
-- An entry is about exactly one tender: a public one, or one that came through a source of the team, by the key of both. When the
-- source is deleted, what came through it goes, and the entries of it; projects stay (0091).
--
-- Cost: a nullable column and a constraint that reads the table of entries once; the partial index holds no row when it is built.
-- Undo: the down section (entries of own tenders are lost).

alter table workspace.entry
  add column team_tender_id uuid,
  alter column tender_id drop not null,
  add constraint entry_of_one_tender check (num_nonnulls(tender_id, team_tender_id) = 1),
  add constraint entry_team_tender_known foreign key (team_id, team_tender_id) references tenders.team_tender (team_id, id)
    on delete cascade;
create unique index entry_team_tender on workspace.entry (team_id, team_tender_id) where team_tender_id is not null;
comment on column workspace.entry.team_tender_id is 'The tender where it is one of the team''s own; null where it is public.';

grant insert (team_tender_id) on workspace.entry to svc_workspace;
grant select (team_tender_id) on workspace.entry to svc_tenders, hub_keeper;
grant select (team_source_id, closing_raw) on tenders.team_tender to svc_workspace;
grant select (team_id, id, time_zone) on tenders.team_source to svc_workspace;

-- Whose own tenders close soon is known to no service: as with public ones, a job is queued for each team.
create policy keeper_sees on tenders.team_tender for select to hub_keeper using (true);
create policy keeper_sees on tenders.team_source for select to hub_keeper using (true);
grant select (team_id, id, team_source_id, lifecycle, closing_at, closing_raw, is_archived) on tenders.team_tender to hub_keeper;
grant select (team_id, id, time_zone) on tenders.team_source to hub_keeper;

-- As before, and own tenders by the clock of their source.
create or replace function tenders.reminders_due(p_now timestamptz)
  returns table (team_id uuid, entry_id uuid, tender_id uuid, briefing_key text, at timestamptz, zone text, step integer, days_left integer)
  language sql stable
  set search_path = pg_catalog, pg_temp
  begin atomic
    with soon as (
      select e.team_id, e.id, e.tender_id, e.created_at, null::text as briefing_key, s.closing_at as at
      from tenders.tender_search s join workspace.entry e on e.tender_id = s.tender_id and e.status in ('PENDING', 'INTERESTED')
      where s.closing_at > p_now and s.closing_at < p_now + interval '9 days'
        and not exists (select from tenders.tender_override o
          where o.team_id = e.team_id and o.tender_id = e.tender_id and o.field = 'CLOSING_AT')
      union all
      select e.team_id, e.id, e.tender_id, e.created_at, null, own.closing_at
      from tenders.tender_override o
      join workspace.entry e on e.team_id = o.team_id and e.tender_id = o.tender_id and e.status in ('PENDING', 'INTERESTED')
      -- Values of other fields are no instants, in whichever order conditions are tried.
      cross join lateral (select case when o.field = 'CLOSING_AT' then o.value::timestamptz end as closing_at) own
      where o.field = 'CLOSING_AT' and own.closing_at > p_now and own.closing_at < p_now + interval '9 days'
      union all
      select e.team_id, e.id, e.tender_id, e.created_at, b.key, b.held_at
      from tenders.briefing_session b join workspace.entry e on e.tender_id = b.tender_id and e.status in ('PENDING', 'INTERESTED')
      where b.held_at > p_now and b.held_at < p_now + interval '9 days'
    ), placed as (
      select n.*, tenders.zone_of(s.settings, t.closing_raw) as zone
      from soon n join tenders.tender t on t.id = n.tender_id and t.lifecycle = 'LIVE'
      join tenders.source s on s.id = t.source_id
      union all
      select e.team_id, e.id, e.team_tender_id, e.created_at, null, o.closing_at,
        tenders.zone_of(jsonb_build_object('timeZone', s.time_zone), o.closing_raw)
      from workspace.entry e join tenders.team_tender o on o.team_id = e.team_id and o.id = e.team_tender_id
      join tenders.team_source s on s.team_id = o.team_id and s.id = o.team_source_id
      where e.team_tender_id is not null and e.status in ('PENDING', 'INTERESTED') and o.lifecycle = 'LIVE' and not o.is_archived
        and o.closing_at > p_now and o.closing_at < p_now + interval '9 days'
    )
    select n.team_id, n.id, n.tender_id, n.briefing_key, n.at, n.zone, step.days,
      tenders.local_time(n.at, n.zone)::date - tenders.local_time(p_now, n.zone)::date
    from placed n
    cross join (values (7), (1)) step (days)
    cross join lateral (
      select tenders.instant_of(tenders.local_time(n.at, n.zone)::date - step.days + time '08:00', n.zone) as due_at) d
    where d.due_at <= p_now and d.due_at > p_now - interval '1 day' and n.created_at < d.due_at;
  end;
comment on function tenders.reminders_due(timestamptz) is
  'Closing times and briefings of live tenders that those who track them are to be told of now. Of the teams that the caller sees.';

-- Down Migration

create or replace function tenders.reminders_due(p_now timestamptz)
  returns table (team_id uuid, entry_id uuid, tender_id uuid, briefing_key text, at timestamptz, zone text, step integer, days_left integer)
  language sql stable
  set search_path = pg_catalog, pg_temp
  begin atomic
    with soon as (
      select e.team_id, e.id, e.tender_id, e.created_at, null::text as briefing_key, s.closing_at as at
      from tenders.tender_search s join workspace.entry e on e.tender_id = s.tender_id and e.status in ('PENDING', 'INTERESTED')
      where s.closing_at > p_now and s.closing_at < p_now + interval '9 days'
        and not exists (select from tenders.tender_override o
          where o.team_id = e.team_id and o.tender_id = e.tender_id and o.field = 'CLOSING_AT')
      union all
      select e.team_id, e.id, e.tender_id, e.created_at, null, own.closing_at
      from tenders.tender_override o
      join workspace.entry e on e.team_id = o.team_id and e.tender_id = o.tender_id and e.status in ('PENDING', 'INTERESTED')
      -- Values of other fields are no instants, in whichever order conditions are tried.
      cross join lateral (select case when o.field = 'CLOSING_AT' then o.value::timestamptz end as closing_at) own
      where o.field = 'CLOSING_AT' and own.closing_at > p_now and own.closing_at < p_now + interval '9 days'
      union all
      select e.team_id, e.id, e.tender_id, e.created_at, b.key, b.held_at
      from tenders.briefing_session b join workspace.entry e on e.tender_id = b.tender_id and e.status in ('PENDING', 'INTERESTED')
      where b.held_at > p_now and b.held_at < p_now + interval '9 days'
    )
    select n.team_id, n.id, n.tender_id, n.briefing_key, n.at, z.zone, step.days,
      tenders.local_time(n.at, z.zone)::date - tenders.local_time(p_now, z.zone)::date
    from soon n join tenders.tender t on t.id = n.tender_id and t.lifecycle = 'LIVE'
    join tenders.source s on s.id = t.source_id
    cross join lateral (select tenders.zone_of(s.settings, t.closing_raw) as zone) z
    cross join (values (7), (1)) step (days)
    cross join lateral (
      select tenders.instant_of(tenders.local_time(n.at, z.zone)::date - step.days + time '08:00', z.zone) as due_at) d
    where d.due_at <= p_now and d.due_at > p_now - interval '1 day' and n.created_at < d.due_at;
  end;
comment on function tenders.reminders_due(timestamptz) is
  'Closing times and briefings of live tenders that those who track them are to be told of now. Of the teams that the caller sees.';
revoke select (team_id, id, time_zone) on tenders.team_source from hub_keeper;
revoke select (team_id, id, team_source_id, lifecycle, closing_at, closing_raw, is_archived) on tenders.team_tender from hub_keeper;
drop policy keeper_sees on tenders.team_source;
drop policy keeper_sees on tenders.team_tender;
revoke select (team_id, id, time_zone) on tenders.team_source from svc_workspace;
revoke select (team_source_id, closing_raw) on tenders.team_tender from svc_workspace;
alter table workspace.entry no force row level security;
delete from workspace.entry where team_tender_id is not null;
alter table workspace.entry force row level security;
alter table workspace.entry
  drop constraint entry_of_one_tender,
  alter column tender_id set not null,
  drop column team_tender_id;
