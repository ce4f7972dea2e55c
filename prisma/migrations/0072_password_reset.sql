-- Up Migration

-- 72. A forgotten password is replaced with a code from the mailbox, and every session of the person ends.
--
-- The person is in many teams or none when they do so: one function, which only identity may call, sets the password and ends the
-- sessions in every team. Cost: catalogue rows; the check of identity.session is made anew (one short scan). Undo: the down section.

alter table identity.session drop constraint session_revoked_reason_check;
alter table identity.session add constraint session_revoked_reason_check
  check (revoked_reason in ('signed_out', 'refresh_reused', 'membership_ended', 'account_deactivated', 'password_changed'));

create policy set_password on identity.account for update to hub_sign_in using (true) with check (true);
grant update (password_hash, email_verified_at) on identity.account to hub_sign_in;
grant select (email_verified_at) on identity.account to hub_sign_in;

create function identity.reset_password(p_account uuid, p_hash text) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
begin
  update identity.account set password_hash = p_hash, email_verified_at = coalesce(email_verified_at, now())
  where id = p_account and is_active;
  if not found then return false; end if;
  update identity.session set revoked_at = now(), revoked_reason = 'password_changed'
  where account_id = p_account and revoked_at is null;
  return true;
end
$$;
comment on function identity.reset_password(uuid, text) is
  'Sets the password of an active account whose mailbox was proved, and ends its sessions in every team. False when there is none.';
grant create on schema identity to hub_sign_in;
alter function identity.reset_password(uuid, text) owner to hub_sign_in;
revoke create on schema identity from hub_sign_in;
revoke all on function identity.reset_password(uuid, text) from public;
grant execute on function identity.reset_password(uuid, text) to svc_identity;

-- Down Migration

drop function identity.reset_password(uuid, text);
revoke select (email_verified_at), update (password_hash, email_verified_at) on identity.account from hub_sign_in;
drop policy set_password on identity.account;
-- Forced row-level security would hide every row from the owner.
alter table identity.session no force row level security;
update identity.session set revoked_reason = 'signed_out' where revoked_reason = 'password_changed';
alter table identity.session force row level security;
alter table identity.session drop constraint session_revoked_reason_check;
alter table identity.session add constraint session_revoked_reason_check
  check (revoked_reason in ('signed_out', 'refresh_reused', 'membership_ended', 'account_deactivated'));
