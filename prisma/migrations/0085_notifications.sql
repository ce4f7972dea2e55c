-- Up Migration

-- 85. People are told of what concerns them: in the product, and by mail as they choose.
--
-- A notification is of one person in one team, and goes with the membership. Its words are made of `type` and `data` when it is
-- shown, so nothing is stored twice and another language needs no migration. `dedupe_key` names what happened: telling of
-- it again adds nothing. identity.notify is the only door: it looks up what each person wants, and writes the notification and
-- its mail in one statement. It writes for the team of the transaction and no other.
--
-- How it grows: a few rows for each person and day, deleted after 90 days. Cost: new tables only. Undo: the down section (what
-- people were told, and what they chose, is lost).

create table identity.notification (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  account_id uuid not null,
  type text not null check (type ~ '^[A-Z][A-Z_]{1,39}$'),
  priority text not null check (priority in ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
  data jsonb not null check (jsonb_typeof(data) = 'object' and pg_column_size(data) <= 8192),
  subject_type text check (length(subject_type) between 1 and 60),
  subject_id uuid,
  dedupe_key text not null check (length(dedupe_key) between 1 and 200),
  is_in_app boolean not null,
  created_at timestamptz(3) not null default now(),
  read_at timestamptz(3),
  primary key (team_id, id),
  unique (team_id, account_id, dedupe_key),
  foreign key (team_id, account_id) references identity.membership (team_id, account_id) on delete cascade,
  check ((subject_type is null) = (subject_id is null))
);
create index notification_person on identity.notification (team_id, account_id, id desc) where is_in_app;
create index notification_unread on identity.notification (team_id, account_id, id desc) where is_in_app and read_at is null;
create index notification_created on identity.notification using brin (created_at);
comment on table identity.notification is 'One person in a team was told of something.';
comment on column identity.notification.data is 'What its words are made of; the catalogue of types says what it holds.';
comment on column identity.notification.subject_id is 'Row of the thing that it is about, which may be gone.';
comment on column identity.notification.dedupe_key is 'Names what happened: nobody is told of it twice.';
comment on column identity.notification.is_in_app is 'False when the person only wants mails of this type.';

create table identity.notification_preference (
  team_id uuid not null references identity.team (id) on delete cascade,
  account_id uuid not null,
  type text not null check (type ~ '^[A-Z][A-Z_]{1,39}$'),
  channel text not null check (channel in ('IN_APP', 'EMAIL')),
  delivery text not null check (delivery in ('OFF', 'IMMEDIATE', 'DAILY')),
  primary key (team_id, account_id, type, channel),
  foreign key (team_id, account_id) references identity.membership (team_id, account_id) on delete cascade,
  check (channel = 'EMAIL' or delivery <> 'DAILY')
);
comment on table identity.notification_preference is 'How a person wants to be told of a type, where it is not as usual.';

create table identity.notification_schedule (
  team_id uuid not null references identity.team (id) on delete cascade,
  account_id uuid not null,
  time_zone text check (length(time_zone) <= 60 and app.is_time_zone(time_zone)),
  quiet_from text check (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  quiet_until text check (quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  digest_at text not null default '07:00' check (digest_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  has_mail boolean not null default true,
  digest_sent_on date,
  version integer not null default 1 check (version >= 1),
  primary key (team_id, account_id),
  foreign key (team_id, account_id) references identity.membership (team_id, account_id) on delete cascade,
  check ((quiet_from is null) = (quiet_until is null)),
  check (quiet_from <> quiet_until)
);
comment on table identity.notification_schedule is 'When a person wants mails of a team.';
comment on column identity.notification_schedule.time_zone is 'Null is the zone of the team.';
comment on column identity.notification_schedule.has_mail is 'False when the person wants no mail of any type.';
comment on column identity.notification_schedule.digest_sent_on is 'The person''s day of the last digest: there is one a day.';

create table identity.notification_delivery (
  team_id uuid not null references identity.team (id) on delete cascade,
  notification_id uuid not null,
  channel text not null check (channel in ('EMAIL')),
  account_id uuid not null,
  kind text not null check (kind in ('IMMEDIATE', 'DAILY')),
  state text not null default 'PENDING' check (state in ('PENDING', 'QUEUED', 'SENT', 'FAILED', 'SKIPPED')),
  due_at timestamptz(3) not null,
  dedupe_key text not null check (length(dedupe_key) between 1 and 200),
  mail_id uuid,
  attempts integer not null default 0 check (attempts >= 0),
  error text check (length(error) <= 500),
  created_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  primary key (team_id, notification_id, channel),
  foreign key (team_id, notification_id) references identity.notification (team_id, id) on delete cascade
);
create index notification_delivery_person on identity.notification_delivery (team_id, account_id) where state = 'PENDING';
create index notification_delivery_due on identity.notification_delivery (due_at) where state = 'PENDING';
create index notification_delivery_mail on identity.notification_delivery (team_id, mail_id) where mail_id is not null;
comment on table identity.notification_delivery is 'What became of telling somebody outside the product.';
comment on column identity.notification_delivery.dedupe_key is 'Names the mail that it goes into: of itself, or the digest of a day.';
comment on column identity.notification_delivery.mail_id is 'The mail that it went into: alone, or with others of a digest.';

do $do$
declare
  v_table text;
begin
  foreach v_table in array array['notification', 'notification_preference', 'notification_schedule', 'notification_delivery'] loop
    execute format('alter table identity.%I enable row level security', v_table);
    execute format('alter table identity.%I force row level security', v_table);
    execute format('create policy team_isolation on identity.%I
      using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()))', v_table);
    execute format('grant select on identity.%I to svc_identity', v_table);
    execute format('grant select on identity.%I to hub_keeper', v_table);
  end loop;
end
$do$;
grant update (read_at) on identity.notification to svc_identity;
grant insert (team_id, account_id, type, channel, delivery), update (delivery) on identity.notification_preference to svc_identity;
grant insert (team_id, account_id, time_zone, quiet_from, quiet_until, digest_at, has_mail, version),
  update (time_zone, quiet_from, quiet_until, digest_at, has_mail, version) on identity.notification_schedule to svc_identity;
grant update (due_at) on identity.notification_delivery to svc_identity;
-- Tenders finds anything by its id; what a notification says it cannot read.
grant select (team_id, id, account_id) on identity.notification to svc_tenders;

grant insert (team_id, account_id, type, priority, data, subject_type, subject_id, dedupe_key, is_in_app, created_at)
  on identity.notification to hub_keeper;
grant insert (team_id, notification_id, channel, account_id, kind, due_at, dedupe_key) on identity.notification_delivery to hub_keeper;
grant select (id) on identity.membership to hub_keeper;
grant select (is_active) on identity.account to hub_keeper;
grant select (time_zone) on identity.team to hub_keeper;

-- When a mail may go out. A day has one digest; quiet hours hold everything until they end. Hours that the clock leaves out or
-- shows twice are read as PostgreSQL does, in standard time: held a little longer rather than sent in the night.
create function identity.mail_due_at(
  p_at timestamptz, p_kind text, p_zone text, p_quiet_from text, p_quiet_until text, p_digest_at text
) returns timestamptz
  language plpgsql stable parallel safe
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_at timestamptz := p_at;
  v_local timestamp := p_at at time zone p_zone;
  v_from constant time := p_quiet_from;
  v_until constant time := p_quiet_until;
begin
  if p_kind = 'DAILY' then
    v_at := (v_local::date + p_digest_at::time) at time zone p_zone;
    if v_at <= p_at then v_at := (v_local::date + 1 + p_digest_at::time) at time zone p_zone; end if;
    v_local := v_at at time zone p_zone;
  end if;
  if v_from is null then return v_at; end if;
  if v_from < v_until and v_local::time >= v_from and v_local::time < v_until
    or v_from > v_until and v_local::time < v_until then
    return greatest(v_at, (v_local::date + v_until) at time zone p_zone);
  end if;
  if v_from > v_until and v_local::time >= v_from then
    return (v_local::date + 1 + v_until) at time zone p_zone;
  end if;
  return v_at;
end
$$;
comment on function identity.mail_due_at(timestamptz, text, text, text, text, text) is
  'When a mail may go out: at once or with the next digest, but not in quiet hours.';

-- Tells people of the current team. An element names memberships; where none of them can be told any more and it says so, the
-- owners and admins are told instead. Answers how many were told.
create function identity.notify(p_notices jsonb, p_now timestamptz) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_team constant uuid := app.current_team_id();
  v_count integer;
begin
  if v_team is null then
    raise exception 'Nobody is told of anything without a team.' using errcode = '42501';
  end if;
  with member as materialized (
    select m.id, m.account_id, m.role from identity.membership m join identity.account a on a.id = m.account_id
    where m.team_id = v_team and a.is_active and (m.expires_at is null or m.expires_at > p_now)
  ), notice as (
    select n.*, place from jsonb_array_elements(p_notices) with ordinality as given (notice, place)
    cross join lateral jsonb_to_record(notice) as n (
      "membershipIds" uuid[], "elseAdmins" boolean, type text, priority text, data jsonb, "subjectType" text, "subjectId" uuid,
      "dedupeKey" text, "inApp" text, email text)
  ), told as (
    select distinct on (m.account_id, n."dedupeKey") m.account_id, n.*
    from notice n join member m on m.id = any (n."membershipIds")
      or n."elseAdmins" and m.role in ('owner', 'admin') and not exists (
        select 1 from member named where named.id = any (n."membershipIds"))
    order by m.account_id, n."dedupeKey", n.place
  ), wanted as materialized (
    select o.*, coalesce(a.delivery, o."inApp") <> 'OFF' as is_in_app,
      case when s.has_mail is false then 'OFF' else coalesce(e.delivery, o.email) end as mail,
      coalesce(s.time_zone, t.time_zone) as zone, s.quiet_from, s.quiet_until, coalesce(s.digest_at, '07:00') as digest_at
    from told o
    join identity.team t on t.id = v_team
    left join identity.notification_schedule s on s.team_id = v_team and s.account_id = o.account_id
    left join identity.notification_preference a
      on a.team_id = v_team and a.account_id = o.account_id and a.type = o.type and a.channel = 'IN_APP'
    left join identity.notification_preference e
      on e.team_id = v_team and e.account_id = o.account_id and e.type = o.type and e.channel = 'EMAIL'
  ), added as (
    insert into identity.notification
      (team_id, account_id, type, priority, data, subject_type, subject_id, dedupe_key, is_in_app, created_at)
    select v_team, w.account_id, w.type, w.priority, w.data, w."subjectType", w."subjectId", w."dedupeKey", w.is_in_app, p_now
    from wanted w where w.is_in_app or w.mail <> 'OFF' order by w.place, w.account_id
    on conflict (team_id, account_id, dedupe_key) do nothing
    returning id, account_id, dedupe_key
  ), mailed as (
    insert into identity.notification_delivery (team_id, notification_id, channel, account_id, kind, due_at, dedupe_key)
    select v_team, n.id, 'EMAIL', n.account_id, w.mail,
      identity.mail_due_at(p_now, w.mail, w.zone, w.quiet_from, w.quiet_until, w.digest_at), 'notification:' || n.id
    from added n join wanted w on w.account_id = n.account_id and w."dedupeKey" = n.dedupe_key
    where w.mail <> 'OFF'
  )
  select count(*) into v_count from added;
  return v_count;
end
$$;
comment on function identity.notify(jsonb, timestamptz) is
  'Tells people of the current team of something, each once and as they choose; answers how many were told.';

-- Forgetting ------------------------------------------------------------------------------------------------------

create policy keeper_forgets on identity.notification to hub_keeper
  using (created_at < now() - interval '90 days') with check (false);
grant delete on identity.notification to hub_keeper;
create function identity.forget_notifications(p_max integer) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with forgotten as (
      delete from identity.notification n using (
        select team_id, id from identity.notification where created_at < now() - interval '90 days' limit p_max
      ) old
      where n.team_id = old.team_id and n.id = old.id
      returning 1
    )
    select count(*) from forgotten
  $$;
comment on function identity.forget_notifications(integer) is
  'Deletes at most so many notifications older than 90 days, with their deliveries; answers how many.';

grant create on schema identity to hub_keeper;
alter function identity.notify(jsonb, timestamptz) owner to hub_keeper;
alter function identity.forget_notifications(integer) owner to hub_keeper;
revoke create on schema identity from hub_keeper;
revoke all on function identity.mail_due_at(timestamptz, text, text, text, text, text), identity.notify(jsonb, timestamptz),
  identity.forget_notifications(integer) from public;
grant execute on function identity.mail_due_at(timestamptz, text, text, text, text, text) to hub_keeper, svc_identity;
grant execute on function identity.notify(jsonb, timestamptz), identity.forget_notifications(integer) to svc_tenders;

-- Down Migration

drop function identity.notify(jsonb, timestamptz), identity.forget_notifications(integer),
  identity.mail_due_at(timestamptz, text, text, text, text, text);
drop table identity.notification_delivery, identity.notification_schedule, identity.notification_preference, identity.notification;
revoke select (id) on identity.membership from hub_keeper;
revoke select (is_active) on identity.account from hub_keeper;
revoke select (time_zone) on identity.team from hub_keeper;
