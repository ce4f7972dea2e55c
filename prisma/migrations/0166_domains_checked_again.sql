-- Up Migration

-- 166. A proved domain is looked up again: it stands for the team only while its record is there.
--
-- Domains of all teams are seen by one function alone, which queues a job in the name of each team. Cost: a column without a
-- default; catalogue rows. Undo: the down section.

alter table identity.team_domain add column missing_since timestamptz(3);
comment on column identity.team_domain.missing_since is 'When a proved domain was first found without its record; null while the record is there.';
grant update (missing_since) on identity.team_domain to svc_identity;
grant select (team_id, domain, token, verified_at, missing_since), update (verified_at, missing_since)
  on identity.team_domain to svc_tenders;

create policy keeper_sees on identity.team_domain for select to hub_keeper using (true);
grant select (team_id, verified_at) on identity.team_domain to hub_keeper;
create function identity.queue_domain_checks() returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_team uuid;
  v_teams integer := 0;
begin
  for v_team in select d.team_id from identity.team_domain d where d.verified_at is not null order by d.team_id
  loop
    perform set_config('app.team_id', v_team::text, true);
    perform app.enqueue_job('tenders:check-domain', '{}'::jsonb, 'domain:' || v_team, p_lane => 'schedule');
    v_teams := v_teams + 1;
  end loop;
  -- A function cannot be given this setting by who is no superuser, so it is put back by hand.
  perform set_config('app.team_id', '', true);
  return v_teams;
end
$$;
comment on function identity.queue_domain_checks() is
  'Queues a job for each team with a proved domain, in the name of that team. Answers how many.';
grant create on schema identity to hub_keeper;
alter function identity.queue_domain_checks() owner to hub_keeper;
revoke create on schema identity from hub_keeper;
revoke all on function identity.queue_domain_checks() from public;
grant execute on function identity.queue_domain_checks() to svc_tenders;

-- Down Migration

drop function identity.queue_domain_checks();
drop policy keeper_sees on identity.team_domain;
revoke select (team_id, verified_at) on identity.team_domain from hub_keeper;
revoke select (team_id, domain, token, verified_at, missing_since), update (verified_at, missing_since)
  on identity.team_domain from svc_tenders;
revoke update (missing_since) on identity.team_domain from svc_identity;
alter table identity.team_domain drop column missing_since;
