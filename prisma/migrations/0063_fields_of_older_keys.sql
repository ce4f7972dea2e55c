-- Up Migration

-- 63. Fields that were encrypted with older keys are encrypted again, until none is left; and a poll that somebody asked for
-- and that has not begun is not asked for twice.
--
-- Encrypted columns are found and replaced across teams by functions of hub_keeper, which see ciphertexts and no keys; only
-- the worker gets them. A field is replaced only while it is what was read, so whoever changes it meanwhile is not undone.
-- That a field was encrypted anew is no change of its row: a profile keeps the time of its last change.
--
-- Cost: policies and functions only; identity.company_profile is locked for the moment that its trigger takes. Undo: the down
-- section.

grant create on schema app to hub_keeper;
-- Checked with every row that is written.
grant execute on function app.is_time_zone(text) to hub_keeper;
create policy keeper_encrypts on tenders.team_source to hub_keeper
  using (credentials is not null) with check (credentials is not null);
grant select (team_id, id, credentials), update (credentials) on tenders.team_source to hub_keeper;
create policy keeper_encrypts on identity.company_profile to hub_keeper
  using (contact_encrypted is not null) with check (contact_encrypted is not null);
grant select (team_id, contact_encrypted), update (contact_encrypted) on identity.company_profile to hub_keeper;

drop trigger touch on identity.company_profile;
create trigger touch before update on identity.company_profile for each row
  when (new.version is distinct from old.version) execute function app.touch_updated_at();

create function app.fields_of_older_keys(p_column text, p_prefix text, p_after_team uuid, p_after uuid, p_limit integer)
  returns table (team_id uuid, id uuid, stored text)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  if session_user <> 'svc_worker' then
    raise exception 'Only the worker encrypts fields again.' using errcode = '42501';
  end if;
  if p_column = 'tenders.team_source.credentials' then
    return query select s.team_id, s.id, s.credentials from tenders.team_source s
      where (s.team_id, s.id) > (p_after_team, p_after) and not starts_with(s.credentials, p_prefix)
      order by s.team_id, s.id limit p_limit;
  elsif p_column = 'identity.company_profile.contact_encrypted' then
    return query select p.team_id, p.team_id, p.contact_encrypted from identity.company_profile p
      where p.team_id > p_after_team and not starts_with(p.contact_encrypted, p_prefix)
      order by p.team_id limit p_limit;
  else
    raise exception 'There is no encrypted column %.', p_column using errcode = 'invalid_parameter_value';
  end if;
end
$$;
comment on function app.fields_of_older_keys(text, text, uuid, uuid, integer) is 'Encrypted fields of a column, of all teams, that do not begin with a prefix: those behind a row.';

create function app.replace_field(p_column text, p_team_id uuid, p_id uuid, p_before text, p_after text) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  if session_user <> 'svc_worker' then
    raise exception 'Only the worker encrypts fields again.' using errcode = '42501';
  end if;
  if p_column = 'tenders.team_source.credentials' then
    update tenders.team_source s set credentials = p_after
    where s.team_id = p_team_id and s.id = p_id and s.credentials = p_before;
  elsif p_column = 'identity.company_profile.contact_encrypted' then
    update identity.company_profile p set contact_encrypted = p_after
    where p.team_id = p_team_id and p.contact_encrypted = p_before;
  else
    raise exception 'There is no encrypted column %.', p_column using errcode = 'invalid_parameter_value';
  end if;
  return found;
end
$$;
comment on function app.replace_field(text, uuid, uuid, text, text) is 'Replaces one encrypted field if it is still what it was; false when it is not.';

alter function app.fields_of_older_keys(text, text, uuid, uuid, integer) owner to hub_keeper;
alter function app.replace_field(text, uuid, uuid, text, text) owner to hub_keeper;
revoke create on schema app from hub_keeper;
revoke all on function app.fields_of_older_keys(text, text, uuid, uuid, integer),
  app.replace_field(text, uuid, uuid, text, text) from public;
-- The job runs in the role of tenders on a connection of the worker; signed in as itself that role is refused.
grant execute on function app.fields_of_older_keys(text, text, uuid, uuid, integer),
  app.replace_field(text, uuid, uuid, text, text) to svc_tenders, svc_worker;

-- Beside app.job_queue_state: what waits is the worker's to know.
create function app.is_job_due(p_task text, p_job_key text, p_payload jsonb) returns boolean
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select exists (
      select 1 from graphile_worker._private_jobs j
      where j.key = coalesce(app.current_team_id()::text, 'public') || ':' || p_task || ':' || p_job_key
        and j.is_available and j.run_at <= clock_timestamp() and j.payload::jsonb @> p_payload)
  $$;
comment on function app.is_job_due(text, text, jsonb) is 'Whether a job of the team with this key and such a payload is due and has not begun.';
grant create on schema app to svc_worker;
alter function app.is_job_due(text, text, jsonb) owner to svc_worker;
revoke create on schema app from svc_worker;
revoke all on function app.is_job_due(text, text, jsonb) from public;
grant execute on function app.is_job_due(text, text, jsonb) to svc_tenders;

-- Down Migration

drop function app.is_job_due(text, text, jsonb), app.replace_field(text, uuid, uuid, text, text),
  app.fields_of_older_keys(text, text, uuid, uuid, integer);
drop trigger touch on identity.company_profile;
create trigger touch before update on identity.company_profile for each row execute function app.touch_updated_at();
revoke select (team_id, contact_encrypted), update (contact_encrypted) on identity.company_profile from hub_keeper;
drop policy keeper_encrypts on identity.company_profile;
revoke select (team_id, id, credentials), update (credentials) on tenders.team_source from hub_keeper;
drop policy keeper_encrypts on tenders.team_source;
revoke execute on function app.is_time_zone(text) from hub_keeper;
