-- Up Migration

-- 87. What people are told goes out by mail, at once or once a day, and never in their quiet hours.
--
-- A job takes the mails of one person: it marks them as taken and queues them in one transaction. Addresses are answered to
-- connections that svc_worker signed in for and to nobody else, for the team of the transaction, and only of mails that are due.
--
-- Cost: catalogue rows only. Undo: the down section (mails that wait are not sent).

create policy keeper_sees on identity.notification_delivery for select to hub_keeper using (true);
grant update (state, due_at, dedupe_key, mail_id, attempts, error, ended_at) on identity.notification_delivery to hub_keeper;
grant insert (team_id, account_id), update (digest_sent_on) on identity.notification_schedule to hub_keeper;
-- Who unsubscribes is signed in to nothing: identity writes for the team that the link names.

-- Which teams and people have mails that are due is told to nobody: a job is queued for each in the name of the team.
create function identity.queue_mails(p_now timestamptz) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_person record;
  v_people integer := 0;
begin
  for v_person in
    select d.team_id, d.account_id from identity.notification_delivery d
    where d.state = 'PENDING' and d.due_at <= p_now group by d.team_id, d.account_id order by min(d.due_at) limit 10000
  loop
    perform set_config('app.team_id', v_person.team_id::text, true);
    perform app.enqueue_job('notifications:deliver', jsonb_build_object('accountId', v_person.account_id),
      'notify:' || v_person.team_id || ':' || v_person.account_id, p_lane => 'schedule');
    v_people := v_people + 1;
  end loop;
  -- A function cannot be given this setting by who is no superuser, so it is put back by hand.
  perform set_config('app.team_id', '', true);
  return v_people;
end
$$;
comment on function identity.queue_mails(timestamptz) is
  'Queues a job for each person with mails that are due, in the name of the team. Answers how many.';

-- Takes the mails of a person that are due: each is answered once, whoever asks. One digest for each day of the person. What was
-- read or is not wanted any more is skipped, and what is due in quiet hours waits for their end.
create function identity.take_mails(p_account uuid, p_now timestamptz)
  returns table (mail_id uuid, is_digest boolean, dedupe_key text, email text, team_name text,
    notification_id uuid, type text, data jsonb)
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
#variable_conflict use_column
declare
  v_team constant uuid := app.current_team_id();
  v_schedule identity.notification_schedule;
  v_zone text;
  v_today date;
  v_held timestamptz;
  v_digest constant uuid := gen_random_uuid();
begin
  perform app.refuse_all_but_worker();
  insert into identity.notification_schedule (team_id, account_id)
  select m.team_id, m.account_id from identity.membership m where m.team_id = v_team and m.account_id = p_account
  on conflict do nothing;
  -- One worker at a time for a person.
  select s.* into v_schedule from identity.notification_schedule s
  where s.team_id = v_team and s.account_id = p_account for update;
  if not found then return; end if;
  select coalesce(v_schedule.time_zone, t.time_zone) into v_zone from identity.team t where t.id = v_team;
  v_today := (p_now at time zone v_zone)::date;

  v_held := identity.mail_due_at(p_now, 'IMMEDIATE', v_zone, v_schedule.quiet_from, v_schedule.quiet_until, v_schedule.digest_at);
  if v_held > p_now then
    update identity.notification_delivery d set due_at = v_held
    where d.team_id = v_team and d.account_id = p_account and d.state = 'PENDING' and d.due_at <= p_now;
    return;
  end if;
  if v_schedule.digest_sent_on >= v_today then
    update identity.notification_delivery d
    set due_at = identity.mail_due_at(p_now, 'DAILY', v_zone, v_schedule.quiet_from, v_schedule.quiet_until, v_schedule.digest_at)
    where d.team_id = v_team and d.account_id = p_account and d.state = 'PENDING' and d.kind = 'DAILY' and d.due_at <= p_now;
  end if;

  update identity.notification_delivery d set state = 'SKIPPED', ended_at = p_now
  from identity.notification n
  where d.team_id = v_team and d.account_id = p_account and d.state = 'PENDING' and d.due_at <= p_now
    and n.team_id = d.team_id and n.id = d.notification_id
    and (n.read_at is not null or not v_schedule.has_mail
      or exists (select 1 from identity.notification_preference p
        where p.team_id = v_team and p.account_id = p_account and p.type = n.type and p.channel = 'EMAIL' and p.delivery = 'OFF')
      or not exists (select 1 from identity.membership m join identity.account a on a.id = m.account_id
        where m.team_id = v_team and m.account_id = p_account and a.is_active and (m.expires_at is null or m.expires_at > p_now)));

  return query
    with taken as (
      update identity.notification_delivery d
      set state = 'QUEUED', mail_id = case when d.kind = 'DAILY' then v_digest else gen_random_uuid() end,
        dedupe_key = case when d.kind = 'DAILY' then 'digest:' || p_account || ':' || v_today else d.dedupe_key end
      where d.team_id = v_team and d.account_id = p_account and d.state = 'PENDING' and d.due_at <= p_now
      returning d.mail_id, d.kind, d.dedupe_key, d.notification_id
    ), noted as (
      update identity.notification_schedule s set digest_sent_on = v_today
      where s.team_id = v_team and s.account_id = p_account and exists (select 1 from taken where kind = 'DAILY')
    )
    select k.mail_id, k.kind = 'DAILY', k.dedupe_key, a.email, t.name, n.id, n.type, n.data
    from taken k join identity.notification n on n.team_id = v_team and n.id = k.notification_id
    join identity.account a on a.id = p_account join identity.team t on t.id = v_team
    order by n.id;
end
$$;
comment on function identity.take_mails(uuid, timestamptz) is
  'Takes the mails of a person of the current team that are due: for the worker alone, and each once.';

-- What became of a mail. Ten attempts are all that there are.
create function identity.note_mail(p_mail_id uuid, p_outcome text, p_error text, p_now timestamptz) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  perform app.refuse_all_but_worker();
  update identity.notification_delivery d
  set attempts = d.attempts + 1, error = left(p_error, 500),
    state = case when p_outcome = 'SENT' then 'SENT' when p_outcome = 'REFUSED' or d.attempts >= 9 then 'FAILED' else d.state end,
    ended_at = case when p_outcome <> 'TRY_AGAIN' or d.attempts >= 9 then p_now end
  where d.team_id = app.current_team_id() and d.mail_id = p_mail_id;
end
$$;
comment on function identity.note_mail(uuid, text, text, timestamptz) is
  'Notes that a mail was SENT or REFUSED, or is to be tried again: TRY_AGAIN. For the worker alone.';

grant create on schema identity to hub_keeper;
alter function identity.queue_mails(timestamptz) owner to hub_keeper;
alter function identity.take_mails(uuid, timestamptz) owner to hub_keeper;
alter function identity.note_mail(uuid, text, text, timestamptz) owner to hub_keeper;
revoke create on schema identity from hub_keeper;
revoke all on function identity.queue_mails(timestamptz), identity.take_mails(uuid, timestamptz),
  identity.note_mail(uuid, text, text, timestamptz) from public;
grant execute on function identity.queue_mails(timestamptz), identity.take_mails(uuid, timestamptz),
  identity.note_mail(uuid, text, text, timestamptz) to svc_tenders;

-- Down Migration

drop function identity.queue_mails(timestamptz), identity.take_mails(uuid, timestamptz), identity.note_mail(uuid, text, text, timestamptz);
revoke insert (team_id, account_id), update (digest_sent_on) on identity.notification_schedule from hub_keeper;
revoke update (state, due_at, dedupe_key, mail_id, attempts, error, ended_at) on identity.notification_delivery from hub_keeper;
drop policy keeper_sees on identity.notification_delivery;
