-- Up Migration

-- 71. A team invites people by e-mail, as many as its plan allows.
--
-- What a plan allows stays in identity.plan_limit; a team may have been given another limit. A code is found across teams by its
-- hash, through one function that answers ids and nothing else.
--
-- Cost: two new tables, six rows. The check of identity.plan_limit is made anew over its few rows. Undo: the down section (invitations
-- and limits of single teams are lost).

alter table identity.plan_limit drop constraint plan_limit_subject_check;
alter table identity.plan_limit add constraint plan_limit_subject_check
  check (subject in ('SEARCHES_PER_DAY', 'PEOPLE', 'PROJECTS'));
insert into identity.plan_limit (plan, subject, effective_from, max) values
  ('FREE', 'PEOPLE', '2000-01-01T00:00:00Z', 5),
  ('BASIC', 'PEOPLE', '2000-01-01T00:00:00Z', 50),
  ('PRO', 'PEOPLE', '2000-01-01T00:00:00Z', 500),
  ('FREE', 'PROJECTS', '2000-01-01T00:00:00Z', 3),
  ('BASIC', 'PROJECTS', '2000-01-01T00:00:00Z', 100),
  ('PRO', 'PROJECTS', '2000-01-01T00:00:00Z', 1000);
grant select on identity.plan_limit to svc_identity;

create table identity.team_limit (
  team_id uuid not null references identity.team (id) on delete cascade,
  subject text not null check (subject in ('SEARCHES_PER_DAY', 'PEOPLE', 'PROJECTS')),
  max integer check (max > 0),
  reason text not null check (length(reason) between 1 and 500),
  created_at timestamptz(3) not null default now(),
  primary key (team_id, subject)
);
comment on table identity.team_limit is 'A limit that was given to one team instead of its plan''s; null is no limit.';
alter table identity.team_limit enable row level security;
alter table identity.team_limit force row level security;
create policy team_isolation on identity.team_limit
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select on identity.team_limit to svc_identity;

create table identity.invitation (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  role text not null check (role in ('admin', 'member', 'viewer')),
  status text not null default 'PENDING' check (status in ('PENDING', 'ACCEPTED', 'REVOKED')),
  token_hash bytea not null check (length(token_hash) = 32),
  sent_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  accepted_membership_id uuid,
  created_by_membership_id uuid,
  updated_by_membership_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  foreign key (team_id, accepted_membership_id) references identity.membership (team_id, id)
    on delete set null (accepted_membership_id),
  foreign key (team_id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id),
  foreign key (team_id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id)
);
create unique index invitation_pending on identity.invitation (team_id, email) where status = 'PENDING';
create index invitation_hash on identity.invitation (token_hash);
create index invitation_accepted on identity.invitation (team_id, accepted_membership_id);
create index invitation_creator on identity.invitation (team_id, created_by_membership_id);
create index invitation_updater on identity.invitation (team_id, updated_by_membership_id);
comment on table identity.invitation is 'A person was asked by e-mail to join a team.';
comment on column identity.invitation.token_hash is 'SHA-256 of the newest code that was sent; the code itself is never stored.';
create trigger touch before update on identity.invitation for each row execute function app.touch_updated_at();

alter table identity.invitation enable row level security;
alter table identity.invitation force row level security;
create policy team_isolation on identity.invitation
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
create policy sign_in_lookup on identity.invitation for select to hub_sign_in using (true);
grant select (team_id, id, token_hash) on identity.invitation to hub_sign_in;
grant select on identity.invitation to svc_identity;
grant insert (team_id, id, email, role, status, token_hash, sent_at, expires_at, created_by_membership_id,
  updated_by_membership_id, created_at)
  on identity.invitation to svc_identity;
grant update (status, token_hash, sent_at, expires_at, accepted_membership_id, updated_by_membership_id) on identity.invitation to svc_identity;
grant select (team_id, id) on identity.invitation to svc_tenders;
grant update (role, is_default, expires_at) on identity.membership to svc_identity;

grant select, delete on app.idempotency to svc_identity;
grant insert (team_id, caller, key, operation, input_hash), update (created_id) on app.idempotency to svc_identity;

create function identity.find_invitation(p_hash bytea) returns table (team_id uuid, id uuid)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select i.team_id, i.id from identity.invitation i where i.token_hash = p_hash
  $$;
comment on function identity.find_invitation(bytea) is 'The invitation whose code has this hash, in whichever team.';
grant create on schema identity to hub_sign_in;
alter function identity.find_invitation(bytea) owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.find_invitation(bytea) from public;
grant execute on function identity.find_invitation(bytea) to svc_identity;

-- Down Migration

drop function identity.find_invitation(bytea);
revoke select, delete on app.idempotency from svc_identity;
revoke insert (team_id, caller, key, operation, input_hash), update (created_id) on app.idempotency from svc_identity;
revoke update (role, is_default, expires_at) on identity.membership from svc_identity;
drop table identity.invitation, identity.team_limit;
revoke select on identity.plan_limit from svc_identity;
delete from identity.plan_limit where subject <> 'SEARCHES_PER_DAY';
alter table identity.plan_limit drop constraint plan_limit_subject_check;
alter table identity.plan_limit add constraint plan_limit_subject_check check (subject in ('SEARCHES_PER_DAY'));
