-- Up Migration

-- 104. Settings of a team, in typed columns, and whom invoices go to, encrypted and readable by those who may see it alone.
--
-- A team without a row works as usual: what is usual is in the service. The billing contact is a row of its own, so that who keeps it
-- needs to see nothing else, and two people who change one and the other do not meet.
--
-- Cost: two new tables, a policy and two functions made anew. Undo: the down section (settings and billing contacts are lost).

create table identity.team_setting (
  team_id uuid primary key references identity.team (id) on delete cascade,
  reporting_currency text not null check (reporting_currency ~ '^[A-Z]{3}$'),
  financial_year_start_month smallint not null check (financial_year_start_month between 1 and 12),
  invitation_day_count smallint not null check (invitation_day_count between 1 and 30),
  invitation_domains text[] not null check (cardinality(invitation_domains) <= 20 and pg_column_size(invitation_domains) <= 6000),
  version integer not null default 1 check (version >= 1),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
comment on table identity.team_setting is 'How a team works, where it chose something. Without a row everything is as usual.';
create trigger touch before update on identity.team_setting for each row execute function app.touch_updated_at();
alter table identity.team_setting enable row level security;
alter table identity.team_setting force row level security;
create policy team_isolation on identity.team_setting
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select on identity.team_setting to svc_identity;
grant insert (team_id, reporting_currency, financial_year_start_month, invitation_day_count, invitation_domains, version),
  update (reporting_currency, financial_year_start_month, invitation_day_count, invitation_domains, version) on identity.team_setting to svc_identity;

create table identity.billing_contact (
  team_id uuid primary key references identity.team (id) on delete cascade,
  contact_encrypted text check (length(contact_encrypted) between 1 and 4000),
  version integer not null default 1 check (version >= 1),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
comment on table identity.billing_contact is 'Whom invoices of the team go to, encrypted; null once it was removed.';
-- Encrypted anew is not changed.
create trigger touch before update on identity.billing_contact for each row
  when (new.version is distinct from old.version) execute function app.touch_updated_at();
alter table identity.billing_contact enable row level security;
alter table identity.billing_contact force row level security;
create policy team_isolation on identity.billing_contact
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select on identity.billing_contact to svc_identity;
grant insert (team_id, contact_encrypted, version), update (contact_encrypted, version) on identity.billing_contact to svc_identity;

-- As other encrypted fields (migrations 63 and 99).
create policy keeper_encrypts on identity.billing_contact to hub_keeper
  using (contact_encrypted is not null) with check (contact_encrypted is not null);
grant select (team_id, contact_encrypted), update (contact_encrypted) on identity.billing_contact to hub_keeper;

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
  elsif p_column = 'identity.billing_contact.contact_encrypted' then
    return query select b.team_id, b.team_id, b.contact_encrypted from identity.billing_contact b
      where b.team_id > p_after_team and not starts_with(b.contact_encrypted, p_prefix)
      order by b.team_id limit p_limit;
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
  elsif p_column = 'identity.billing_contact.contact_encrypted' then
    update identity.billing_contact b set contact_encrypted = p_after where b.team_id = p_team_id and b.contact_encrypted = p_before;
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

revoke select (team_id, contact_encrypted), update (contact_encrypted) on identity.billing_contact from hub_keeper;
drop table identity.billing_contact, identity.team_setting;
