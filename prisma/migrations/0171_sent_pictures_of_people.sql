-- Up Migration

-- 171. A person may send a picture of themselves, which is kept among the files: the account names its file, and has a picture here or
-- the address of one elsewhere, not both.
--
-- Cost: a column without a default, and a check that reads identity.account once. Undo: the down section (the files stay).

alter table identity.account
  add column avatar_file text check (avatar_file ~ '^[0-9a-f]{64}\.(png|jpg|webp)$'),
  add constraint account_one_picture check (avatar_file is null or avatar_url is null);
comment on column identity.account.avatar_file is 'File of a picture that the person sent: SHA-256 of its bytes, and what it is.';
grant update (avatar_file) on identity.account to svc_identity;

-- Down Migration

alter table identity.account drop column avatar_file;
