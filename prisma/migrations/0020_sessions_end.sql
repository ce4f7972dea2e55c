-- Up Migration

-- 20. A session that has ended ends the right to write at once; a deactivated account has no session any more.
--
-- Whoever writes asks in the same transaction whether the session of the access token is still open. That takes rows of
-- three tables, two of which no other service may see, so it is one function: it answers only for the team and account of
-- the transaction, and is owned by hub_sign_in, which may look across teams and cannot log in.
--
-- Cost: two columns without a default on identity.session, and its check is made anew (one short scan of the table).
-- Undo: the down section (forgets the addresses of sessions).

alter table identity.session add column address inet;
comment on column identity.session.user_agent is 'What the program that last signed in or refreshed calls itself.';
comment on column identity.session.address is 'Network address that it last did so from.';

alter table identity.session drop constraint session_revoked_reason_check;
alter table identity.session add constraint session_revoked_reason_check
  check (revoked_reason in ('signed_out', 'refresh_reused', 'membership_ended', 'account_deactivated'));
create index session_of_account on identity.session (account_id) where revoked_at is null;

grant insert (address) on identity.session to svc_identity;
grant update (user_agent, address) on identity.session to svc_identity;

create policy sign_in_lookup on identity.session for select to hub_sign_in using (true);
create policy end_sessions on identity.session for update to hub_sign_in using (true) with check (true);
grant select (team_id, id, account_id, revoked_at, expires_at), update (revoked_at, revoked_reason)
  on identity.session to hub_sign_in;

create function identity.standing(p_session uuid) returns table (role text, is_session_open boolean)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select m.role, exists (
      select 1 from identity.session s
      join identity.account a on a.id = s.account_id
      where s.team_id = m.team_id and s.id = p_session and s.account_id = m.account_id
        and s.revoked_at is null and s.expires_at > now() and a.is_active
    )
    from identity.membership m
    where m.team_id = app.current_team_id() and m.account_id = app.current_account_id()
      and (m.expires_at is null or m.expires_at > now())
  $$;
comment on function identity.standing(uuid) is
  'The role that the account of this transaction holds in its team, and whether this session of it is open; no row without a membership.';

-- An account that is deactivated, by whatever means, has no open session left, and none comes back with it.
create function identity.end_sessions_of_account() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  update identity.session set revoked_at = now(), revoked_reason = 'account_deactivated'
  where account_id = new.id and revoked_at is null;
  return null;
end
$$;
comment on function identity.end_sessions_of_account() is 'Trigger: a deactivated account has no open session.';

grant create on schema identity to hub_sign_in;
alter function identity.standing(uuid) owner to hub_sign_in;
alter function identity.end_sessions_of_account() owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.standing(uuid), identity.end_sessions_of_account() from public;
grant execute on function identity.standing(uuid) to
  svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics;

create trigger end_sessions after update of is_active on identity.account
  for each row when (old.is_active and not new.is_active)
  execute function identity.end_sessions_of_account();

-- Down Migration

drop trigger end_sessions on identity.account;
drop function identity.end_sessions_of_account();
drop function identity.standing(uuid);
revoke select (team_id, id, account_id, revoked_at, expires_at), update (revoked_at, revoked_reason)
  on identity.session from hub_sign_in;
drop policy end_sessions on identity.session;
drop policy sign_in_lookup on identity.session;
drop index identity.session_of_account;
-- Forced row-level security would hide every row from the owner.
alter table identity.session no force row level security;
update identity.session set revoked_reason = 'membership_ended' where revoked_reason = 'account_deactivated';
alter table identity.session force row level security;
alter table identity.session drop constraint session_revoked_reason_check;
alter table identity.session add constraint session_revoked_reason_check
  check (revoked_reason in ('signed_out', 'refresh_reused', 'membership_ended'));
alter table identity.session drop column address;
