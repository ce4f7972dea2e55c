-- Up Migration

-- 106. A team proves with a TXT record that a domain is its own, and its people then sign in with the domain in place of the short name.
--
-- One domain a team. The database knows no single owner of a domain: whoever proved it last has it, for whoever holds the domain can prove it
-- again, and a refusal would tell one team what another has.
--
-- Cost: a new table and a function. Undo: the down section (domains of teams are lost).

create table identity.team_domain (
  team_id uuid primary key references identity.team (id) on delete cascade,
  domain text not null check (length(domain) between 4 and 230 and domain = lower(domain)),
  token text not null check (length(token) between 32 and 64),
  verified_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index team_domain_verified on identity.team_domain (domain, verified_at) where verified_at is not null;
comment on table identity.team_domain is 'The domain of a team. It counts once a TXT record with the token was found.';
create trigger touch before update on identity.team_domain for each row execute function app.touch_updated_at();
alter table identity.team_domain enable row level security;
alter table identity.team_domain force row level security;
create policy team_isolation on identity.team_domain
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select, delete on identity.team_domain to svc_identity;
grant insert (team_id, domain, token), update (domain, token, verified_at) on identity.team_domain to svc_identity;

create policy sign_in_lookup on identity.team_domain for select to hub_sign_in using (true);
grant select (team_id, domain, verified_at) on identity.team_domain to hub_sign_in;
create function identity.slug_of_domain(p_domain text) returns text
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select t.slug from identity.team_domain d join identity.team t on t.id = d.team_id
    where d.domain = lower(p_domain) and d.verified_at is not null
    order by d.verified_at desc limit 1
  $$;
comment on function identity.slug_of_domain(text) is 'Short name of the team that proved a domain last; null for none.';
grant create on schema identity to hub_sign_in;
alter function identity.slug_of_domain(text) owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.slug_of_domain(text) from public;
grant execute on function identity.slug_of_domain(text) to svc_identity;

-- Down Migration

drop function identity.slug_of_domain(text);
drop table identity.team_domain;
