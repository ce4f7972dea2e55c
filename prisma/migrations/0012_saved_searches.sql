-- Up Migration

-- 12. Searches that a team keeps: what they found since somebody last looked, and how many searches a day a team has made.
--
-- A saved search is matched against the tenders that changed since it was matched last, and never against all: it keeps
-- its own place in the order of changes, which only ever moves over what is committed (tender.changed_in below the
-- oldest open transaction), so nothing is skipped. What it finds gets a number under a lock on the search: numbers grow
-- in the order in which matches can be seen, so "seen up to number 7" cannot swallow a match that nobody was shown.
--
-- A team's own tenders get their place in the order of changes as public ones have it.
--
-- Cost: new tables and functions, whose foreign keys lock identity.team, identity.membership and tenders.tender for the
-- moment it takes to create an empty table; the one index on tender_search covers few rows, but reads all of them under a
-- lock against writing (about a second for a million); the new column of team_tender has a default that does not rewrite it,
-- and its index reads it under such a lock. Undo: the down section (loses saved searches, what they found, and the
-- count of today's searches: every team then has its whole allowance again).

create table tenders.search_usage (
  team_id uuid not null references identity.team (id) on delete cascade,
  day date not null,
  searches integer not null check (searches >= 1),
  primary key (team_id, day)
);
comment on table tenders.search_usage is 'Searches that a team with a limited plan has made, by its own calendar day.';

alter table tenders.search_usage enable row level security;
alter table tenders.search_usage force row level security;
create policy team_isolation on tenders.search_usage
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select on tenders.search_usage to svc_tenders;
grant insert (team_id, day, searches) on tenders.search_usage to svc_tenders;
grant update (searches) on tenders.search_usage to svc_tenders;

-- Days of a team begin in its own time zone.
grant select (id, team_id, time_zone) on identity.team to svc_tenders;

alter table tenders.team_tender add column changed_in xid8 not null default pg_current_xact_id();
create index team_tender_changed on tenders.team_tender (team_id, changed_in, id);
comment on column tenders.team_tender.changed_in is 'Which transaction last changed what the source says.';
create function tenders.note_change() returns trigger
  language plpgsql
  as $$
begin
  new.changed_in := pg_current_xact_id();
  return new;
end
$$;
comment on function tenders.note_change() is 'Trigger: changed_in is the transaction of the last change.';
create trigger note_change before update on tenders.team_tender for each row
  when (new.version is distinct from old.version) execute function tenders.note_change();

create table tenders.saved_search (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  owner_membership_id uuid,
  name text not null check (length(name) between 1 and 100),
  search text check (length(search) between 1 and 500),
  filter jsonb not null default '{}' check (jsonb_typeof(filter) = 'object' and length(filter::text) <= 50000),
  order_by text check (length(order_by) between 1 and 40),
  notification text not null default 'NONE' check (notification in ('NONE', 'DAILY', 'IMMEDIATE')),
  alerts_again boolean not null default false,
  is_active boolean not null default true,
  last_run_at timestamptz(3),
  watched_in xid8 not null default pg_snapshot_xmin(pg_current_snapshot()),
  matched_in xid8 not null default pg_snapshot_xmin(pg_current_snapshot()),
  matched_tender uuid not null default '00000000-0000-0000-0000-000000000000',
  own_matched_in xid8 not null default pg_snapshot_xmin(pg_current_snapshot()),
  own_matched_tender uuid not null default '00000000-0000-0000-0000-000000000000',
  matched_at timestamptz(3) not null,
  match_count bigint not null default 0 check (match_count >= 0),
  notified_count bigint not null default 0 check (notified_count >= 0),
  version integer not null default 1 check (version >= 1),
  created_by_membership_id uuid,
  created_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  -- A member has each name once, and so have the searches that the team shares.
  unique nulls not distinct (team_id, owner_membership_id, name),
  -- A private search goes with its owner; a shared one stays when the person who made it leaves.
  foreign key (team_id, owner_membership_id) references identity.membership (team_id, id) on delete cascade,
  foreign key (team_id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id)
);
create index saved_search_creator on tenders.saved_search (team_id, created_by_membership_id);
comment on table tenders.saved_search is 'A search that a team or one of its members keeps, and how far it has been matched against changes.';
comment on column tenders.saved_search.owner_membership_id is 'Whose private search it is; null when the team shares it.';
comment on column tenders.saved_search.filter is 'As it was given, in the shape of TenderFilter; checked again whenever it is read, since the shape may grow.';
comment on column tenders.saved_search.alerts_again is 'Whether a tender that was found is found again after a material change.';
comment on column tenders.saved_search.watched_in is 'Changes of this transaction and later ones count as new.';
comment on column tenders.saved_search.matched_in is 'With matched_tender the place up to which changes of public tenders were matched; own_ is that of the team''s own.';
comment on column tenders.saved_search.matched_at is 'When a job last matched it.';
comment on column tenders.saved_search.match_count is 'The last number given to a match. Numbers are given under a lock on this row, so a smaller one never appears later.';
comment on column tenders.saved_search.notified_count is 'Matches up to this number were put into the alerts, or were not to be.';

alter table tenders.saved_search enable row level security;
alter table tenders.saved_search force row level security;
create policy team_isolation on tenders.saved_search
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select, delete on tenders.saved_search to svc_tenders;
grant insert (team_id, id, owner_membership_id, name, search, filter, order_by, notification, alerts_again, is_active,
  matched_at, version, created_by_membership_id) on tenders.saved_search to svc_tenders;
grant update (owner_membership_id, name, search, filter, order_by, notification, alerts_again, is_active, last_run_at,
  watched_in, matched_in, matched_tender, own_matched_in, own_matched_tender, matched_at, match_count, notified_count, version)
  on tenders.saved_search to svc_tenders;

create table tenders.saved_search_match (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  saved_search_id uuid not null,
  tender_id uuid references tenders.tender (id) on delete cascade,
  team_tender_id uuid,
  number bigint not null check (number >= 1),
  changed_in xid8 not null,
  first_seen_at timestamptz(3) not null,
  matched_at timestamptz(3) not null,
  notified_at timestamptz(3),
  primary key (team_id, id),
  -- A public tender, or one of the team's own.
  check ((tender_id is null) <> (team_tender_id is null)),
  unique (team_id, saved_search_id, tender_id),
  unique (team_id, saved_search_id, team_tender_id),
  unique (team_id, saved_search_id, number),
  foreign key (team_id, saved_search_id) references tenders.saved_search (team_id, id) on delete cascade,
  foreign key (team_id, team_tender_id) references tenders.team_tender (team_id, id) on delete cascade
);
create index saved_search_match_own on tenders.saved_search_match (team_id, team_tender_id) where team_tender_id is not null;
create index saved_search_match_alert on tenders.saved_search_match (team_id, notified_at desc, id desc)
  where notified_at is not null;
-- For the foreign key: without it, removing a tender would read every team's rows.
create index saved_search_match_tender on tenders.saved_search_match (tender_id);
comment on table tenders.saved_search_match is 'A tender that a saved search found after it was saved: one row, however often it changes.';
comment on column tenders.saved_search_match.changed_in is 'The change of the tender with which it was found last.';
comment on column tenders.saved_search_match.first_seen_at is 'When it was found for the first time; matched_at is the last.';
comment on column tenders.saved_search_match.notified_at is 'When it was put into the alerts; null while it was not.';

alter table tenders.saved_search_match enable row level security;
alter table tenders.saved_search_match force row level security;
create policy team_isolation on tenders.saved_search_match
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select, delete on tenders.saved_search_match to svc_tenders;
grant insert (team_id, saved_search_id, tender_id, team_tender_id, number, changed_in, first_seen_at, matched_at)
  on tenders.saved_search_match to svc_tenders;
grant update (number, changed_in, matched_at, notified_at) on tenders.saved_search_match to svc_tenders;

create table tenders.saved_search_reader (
  team_id uuid not null references identity.team (id) on delete cascade,
  saved_search_id uuid not null,
  membership_id uuid not null,
  seen_count bigint not null default 0 check (seen_count >= 0),
  is_default boolean not null default false,
  primary key (team_id, saved_search_id, membership_id),
  foreign key (team_id, saved_search_id) references tenders.saved_search (team_id, id) on delete cascade,
  foreign key (team_id, membership_id) references identity.membership (team_id, id) on delete cascade
);
create index saved_search_reader_member on tenders.saved_search_reader (team_id, membership_id);
create unique index saved_search_reader_default on tenders.saved_search_reader (team_id, membership_id) where is_default;
comment on table tenders.saved_search_reader is 'What a member has seen of a saved search, and which one they start with.';
comment on column tenders.saved_search_reader.seen_count is 'Matches up to this number were seen.';

alter table tenders.saved_search_reader enable row level security;
alter table tenders.saved_search_reader force row level security;
create policy team_isolation on tenders.saved_search_reader
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select, delete on tenders.saved_search_reader to svc_tenders;
grant insert (team_id, saved_search_id, membership_id, seen_count, is_default) on tenders.saved_search_reader to svc_tenders;
grant update (seen_count, is_default) on tenders.saved_search_reader to svc_tenders;

-- Tenders that the clock opens, and no change tells of it: the few that were published before bids may be handed in.
create index tender_search_opens on tenders.tender_search (opens_at) where opens_at > coalesce(published_at, '-infinity');

-- Whose turn it is --------------------------------------------------------------------------------------------

create function tenders.last_six_o_clock(p_now timestamptz, p_time_zone text) returns timestamptz
  language sql stable parallel safe
  return (((p_now at time zone p_time_zone) - interval '6 hours')::date + time '06:00') at time zone p_time_zone;
comment on function tenders.last_six_o_clock is 'The last 06:00 of a time zone: when saved searches that are not immediate are matched.';

-- The newest change is looked up by the order of an index, and once for all searches: "is there any change behind this
-- place" would tempt the planner to read a whole table where there is none.
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
comment on function tenders.awaits_matching is 'True when a job should match the search: immediate ones after a change, the others once a day.';

-- Which teams have searches to match is known to no service: hub_sign_in, which looks across teams and cannot log in,
-- queues one job for each of them in its name, and tells only how many there were.
create policy alert_lookup on tenders.saved_search for select to hub_sign_in using (true);
create policy alert_lookup on tenders.team_tender for select to hub_sign_in using (true);
grant usage on schema tenders to hub_sign_in;
grant select on tenders.saved_search to hub_sign_in;
grant select (id, changed_in) on tenders.tender to hub_sign_in;
grant select (team_id, id, changed_in) on tenders.team_tender to hub_sign_in;
grant execute on function app.enqueue_job(text, jsonb, text, text, timestamptz, integer) to hub_sign_in;

create function tenders.queue_alerts(p_now timestamptz) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_team uuid;
  v_teams integer := 0;
begin
  for v_team in
    select t.id from identity.team t
    where exists (
      select 1 from tenders.saved_search s
      where s.team_id = t.id and tenders.awaits_matching(s, p_now, t.time_zone))
  loop
    perform set_config('app.team_id', v_team::text, true);
    perform app.enqueue_job('tenders:match-saved-searches', '{}'::jsonb, 'all', 'alerts:' || v_team);
    v_teams := v_teams + 1;
  end loop;
  -- A function cannot be given this setting by who is no superuser, so it is put back by hand.
  perform set_config('app.team_id', '', true);
  return v_teams;
end
$$;
comment on function tenders.queue_alerts(timestamptz) is 'Queues a job for every team that has searches to match, in the name of that team. Answers how many.';
grant create on schema tenders to hub_sign_in;
alter function tenders.queue_alerts(timestamptz) owner to hub_sign_in;
revoke create on schema tenders from hub_sign_in;
revoke all on function tenders.queue_alerts(timestamptz) from public;
grant execute on function tenders.queue_alerts(timestamptz) to svc_tenders;

-- Down Migration

drop function tenders.queue_alerts(timestamptz);
drop function tenders.awaits_matching;
drop function tenders.last_six_o_clock;
drop index tenders.tender_search_opens;
drop table tenders.saved_search_reader, tenders.saved_search_match, tenders.saved_search, tenders.search_usage;
drop policy alert_lookup on tenders.team_tender;
revoke select (team_id, id, changed_in) on tenders.team_tender from hub_sign_in;
drop trigger note_change on tenders.team_tender;
drop function tenders.note_change();
alter table tenders.team_tender drop column changed_in;
revoke execute on function app.enqueue_job(text, jsonb, text, text, timestamptz, integer) from hub_sign_in;
revoke select (id, changed_in) on tenders.tender from hub_sign_in;
revoke usage on schema tenders from hub_sign_in;
revoke select (id, team_id, time_zone) on identity.team from svc_tenders;
