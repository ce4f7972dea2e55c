-- Up Migration

-- 113. A person has a picture: the https address of one that lies elsewhere. It is never fetched here, so nothing of it is stored.
--
-- Cost: a column without a default on identity.account. Undo: the down section (loses the addresses).

alter table identity.account add column avatar_url text
  check (length(avatar_url) between 9 and 500 and avatar_url ~ '^https://[^[:space:][:cntrl:]]+$');
comment on column identity.account.avatar_url is 'Address of a picture of the person, chosen by them. Programs of clients load it.';
grant update (avatar_url) on identity.account to svc_identity;

-- Down Migration

alter table identity.account drop column avatar_url;
