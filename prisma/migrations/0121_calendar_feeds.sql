-- Up Migration

-- 121. A member reads their activities, tasks and tracked tenders in a calendar program, at an address that they can revoke.
--
-- Only a hash of the secret part of the address is kept. The other part names the team, so that the row is found under row-level
-- security like any other. Cost: a new table only. Undo: the down section (addresses stop working).

create table workspace.calendar_feed (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  membership_id uuid not null,
  token_hash bytea not null check (octet_length(token_hash) = 32),
  created_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  unique (team_id, membership_id),
  unique (team_id, token_hash),
  foreign key (team_id, membership_id) references identity.membership (team_id, id) on delete cascade
);
comment on table workspace.calendar_feed is 'The address at which a member reads their calendar.';

alter table workspace.calendar_feed enable row level security;
alter table workspace.calendar_feed force row level security;
create policy team_isolation on workspace.calendar_feed
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));

grant select, insert (team_id, membership_id, token_hash), delete on workspace.calendar_feed to svc_workspace;
grant select (source_id, closing_raw) on tenders.tender to svc_workspace;
grant select (id, settings) on tenders.source to svc_workspace;
grant execute on function tenders.zone_of(jsonb, text) to svc_workspace;
grant select (key, is_compulsory, venue) on tenders.briefing_session to svc_workspace;

create function identity.is_member_now(p_membership uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select exists (
      select 1 from identity.membership m
      join identity.account a on a.id = m.account_id join identity.team t on t.id = m.team_id
      where m.team_id = app.current_team_id() and m.id = p_membership and a.is_active and t.suspended_at is null
        and (m.expires_at is null or m.expires_at > now()))
  $$;
comment on function identity.is_member_now(uuid) is
  'Whether somebody could sign in to the team of this transaction: for what is read without a session.';
grant create on schema identity to hub_sign_in;
alter function identity.is_member_now(uuid) owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.is_member_now(uuid) from public;
grant execute on function identity.is_member_now(uuid) to svc_workspace;

-- Down Migration

drop function identity.is_member_now(uuid);
revoke execute on function tenders.zone_of(jsonb, text) from svc_workspace;
revoke select (key, is_compulsory, venue) on tenders.briefing_session from svc_workspace;
revoke select (id, settings) on tenders.source from svc_workspace;
revoke select (source_id, closing_raw) on tenders.tender from svc_workspace;
drop table workspace.calendar_feed;
