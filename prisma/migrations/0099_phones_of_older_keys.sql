-- Up Migration

-- 99. Telephone numbers of people are encrypted again with the newest key, as other encrypted fields are (migration 63).
--
-- Until then a number was lost to its owner as soon as the key that it was encrypted with was removed.
--
-- Cost: a policy and two functions. Undo: the down section.

create policy keeper_encrypts on identity.account for update to hub_keeper
  using (phone_encrypted is not null) with check (phone_encrypted is not null);
grant select (phone_encrypted), update (phone_encrypted) on identity.account to hub_keeper;

create or replace function app.fields_of_older_keys(p_column text, p_prefix text, p_after_team uuid, p_after uuid, p_limit integer)
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
  elsif p_column = 'identity.account.phone_encrypted' then
    -- A person is in no team, so the nil id stands for it.
    return query select '00000000-0000-0000-0000-000000000000'::uuid, a.id, a.phone_encrypted from identity.account a
      where a.id > p_after and not starts_with(a.phone_encrypted, p_prefix)
      order by a.id limit p_limit;
  else
    raise exception 'There is no encrypted column %.', p_column using errcode = 'invalid_parameter_value';
  end if;
end
$$;

create or replace function app.replace_field(p_column text, p_team_id uuid, p_id uuid, p_before text, p_after text) returns boolean
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
  elsif p_column = 'identity.account.phone_encrypted' then
    update identity.account a set phone_encrypted = p_after where a.id = p_id and a.phone_encrypted = p_before;
  else
    raise exception 'There is no encrypted column %.', p_column using errcode = 'invalid_parameter_value';
  end if;
  return found;
end
$$;


-- Down Migration

create or replace function app.fields_of_older_keys(p_column text, p_prefix text, p_after_team uuid, p_after uuid, p_limit integer)
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

create or replace function app.replace_field(p_column text, p_team_id uuid, p_id uuid, p_before text, p_after text) returns boolean
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

revoke select (phone_encrypted), update (phone_encrypted) on identity.account from hub_keeper;
drop policy keeper_encrypts on identity.account;
