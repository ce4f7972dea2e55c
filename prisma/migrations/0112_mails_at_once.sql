-- Up Migration

-- 112. A mail that is to go out at once is queued by the transaction that tells, and whoever holds a permission is told in place of
-- people who are gone: by the system role, or by a role of the team.
--
-- Cost: catalogue rows only. Undo: the down section (mails wait for the next minute, and owners and admins are told).

create policy keeper_sees on identity.role for select to hub_keeper using (true);
create policy keeper_sees on identity.role_assignment for select to hub_keeper using (true);
grant select (team_id, id, permissions) on identity.role to hub_keeper;
grant select (team_id, membership_id, role_id, project_id, expires_at) on identity.role_assignment to hub_keeper;

-- Tells people of the current team. An element names memberships; where none of them can be told any more and it names a permission,
-- everybody who holds that in the whole team is told instead. Answers how many were told.
create or replace function identity.notify(p_notices jsonb, p_now timestamptz) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_team constant uuid := app.current_team_id();
  v_count integer;
  v_due uuid[];
  v_account uuid;
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
      "membershipIds" uuid[], "elsePermission" text, "elseRoles" text[], type text, priority text, data jsonb, "subjectType" text, "subjectId" uuid,
      "dedupeKey" text, "inApp" text, email text)
  ), told as (
    select distinct on (m.account_id, n."dedupeKey") m.account_id, n.*
    from notice n join member m on m.id = any (n."membershipIds")
      or n."elsePermission" is not null and not exists (
          select 1 from member named where named.id = any (n."membershipIds"))
        and (m.role = any (n."elseRoles") or exists (
          select 1 from identity.role_assignment a join identity.role r on r.team_id = a.team_id and r.id = a.role_id
          where a.team_id = v_team and a.membership_id = m.id and a.project_id is null
            and (a.expires_at is null or a.expires_at > p_now) and n."elsePermission" = any (r.permissions)))
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
    returning account_id, due_at
  )
  select (select count(*) from added),
    (select array_agg(distinct account_id) from mailed where due_at <= p_now) into v_count, v_due;
  -- Under the key of the minute's job, so that one of the two is enough.
  foreach v_account in array coalesce(v_due, '{}') loop
    perform app.enqueue_job('notifications:deliver', jsonb_build_object('accountId', v_account),
      'notify:' || v_team || ':' || v_account);
  end loop;
  return v_count;
end
$$;

-- Down Migration

create or replace function identity.notify(p_notices jsonb, p_now timestamptz) returns integer
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

revoke select (team_id, membership_id, role_id, project_id, expires_at) on identity.role_assignment from hub_keeper;
revoke select (team_id, id, permissions) on identity.role from hub_keeper;
drop policy keeper_sees on identity.role_assignment;
drop policy keeper_sees on identity.role;
