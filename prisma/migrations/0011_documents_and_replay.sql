-- Up Migration

-- 11. Second chances and second looks: releases set aside are tried again and say how that went; extensions of the standard
-- are kept with what they change in merging; documents are fetched to know when a file is replaced behind its address.
--
-- Cost: the quarantine is small and is rewritten for one moment; tenders.source gets a column without a default; one pass
-- over tenders.release finds the extensions named so far. Everything else is new.
-- Undo: the down section (loses what was fetched, and which releases set aside have been resolved).

-- Releases set aside ------------------------------------------------------------------------------------------

alter table tenders.quarantined_release
  add column facts jsonb not null default '{}' check (length(facts::text) <= 200000),
  add column replayed_at timestamptz,
  add column resolved_at timestamptz;
comment on column tenders.quarantined_release.facts is 'What its package said about all its releases: without it a replay would read it by another version.';
comment on column tenders.quarantined_release.replayed_at is 'When it was last tried again.';
comment on column tenders.quarantined_release.resolved_at is 'When it was imported after all. The row stays as the record of it.';

-- Of records that only point at their releases nothing was kept: the next import of their files sets them aside with their links.
delete from tenders.quarantined_release where reason = 'LINKED_RELEASES_ONLY' and raw = convert_to('null', 'UTF8');

-- The same bytes from the same place are one row, whatever is wrong with them today.
delete from tenders.quarantined_release q using tenders.quarantined_release newer
  where newer.content_hash = q.content_hash and newer.origin = q.origin and newer.id > q.id;
alter table tenders.quarantined_release
  drop constraint quarantined_release_content_hash_reason_origin_key,
  add constraint quarantined_release_content_hash_origin_key unique (content_hash, origin);
create index quarantined_release_open on tenders.quarantined_release (source_id, id) where resolved_at is null;

-- Extensions of the standard ----------------------------------------------------------------------------------

create table tenders.extension (
  url text primary key check (length(url) between 1 and 500),
  -- Null until it was fetched. A JSON merge patch onto the release schema; {} when the extension changes nothing there.
  patch jsonb check (length(patch::text) <= 2000000),
  patch_hash bytea check (length(patch_hash) = 32),
  fetched_at timestamptz,
  recompiled_at timestamptz,
  error text check (length(error) <= 1000),
  attempts integer not null default 0,
  retry_after timestamptz not null default now(),
  noted_at timestamptz not null default now(),
  check ((patch is null) = (fetched_at is null) and (patch is null) = (patch_hash is null))
);
create index extension_waiting on tenders.extension (retry_after) where patch is null or recompiled_at is null;
comment on table tenders.extension is 'Extensions that packages name and that are not built in: what they change in merging, kept so that a merge gives the same for ever.';
comment on column tenders.extension.recompiled_at is 'When processes imported before the patch was known had been compiled again with it.';

insert into tenders.extension (url)
  select distinct name from tenders.release, unnest(extensions) as name where length(name) between 1 and 500
  on conflict do nothing;

grant select, insert, update on tenders.extension to svc_tenders, svc_worker;

-- Documents ---------------------------------------------------------------------------------------------------

alter table tenders.source add column documents_paced_until timestamptz;
comment on column tenders.source.documents_paced_until is 'Up to where the allowance of document requests is used up.';

-- Keyed by address and not by tender: parts of a tender are written anew with each release, and what was fetched must stay.
create table tenders.document_fetch (
  id uuid primary key default app.uuid_v7(),
  -- An address is too long for an index.
  url_hash bytea not null unique check (length(url_hash) = 32),
  url text not null check (length(url) between 1 and 2000),
  source_id uuid not null references tenders.source (id) on delete cascade,
  sha256 bytea check (length(sha256) = 32),
  byte_size bigint check (byte_size >= 0),
  media_type text check (length(media_type) <= 200),
  etag text check (length(etag) <= 500),
  last_modified text check (length(last_modified) <= 100),
  fetched_at timestamptz,
  replaced_at timestamptz,
  last_error text check (length(last_error) <= 1000),
  consecutive_errors integer not null default 0,
  checked_at timestamptz not null,
  next_fetch_at timestamptz not null,
  check ((sha256 is null) = (fetched_at is null) and (sha256 is null) = (byte_size is null))
);
create index document_fetch_source on tenders.document_fetch (source_id, next_fetch_at);
comment on table tenders.document_fetch is 'What was found behind the address of a document, when it was last looked at. The bytes are not kept.';
comment on column tenders.document_fetch.fetched_at is 'When this content was last seen there: sent anew, or confirmed as unchanged.';
comment on column tenders.document_fetch.replaced_at is 'When other content was last found behind the same address.';

create table tenders.document_replacement (
  id uuid primary key default app.uuid_v7(),
  document_fetch_id uuid not null references tenders.document_fetch (id) on delete cascade,
  sha256_before bytea not null check (length(sha256_before) = 32),
  sha256_after bytea not null check (length(sha256_after) = 32 and sha256_after <> sha256_before),
  byte_size_before bigint not null,
  byte_size_after bigint not null,
  last_seen_at timestamptz not null,
  replaced_at timestamptz not null
);
create index document_replacement_fetch on tenders.document_replacement (document_fetch_id, id desc);
comment on table tenders.document_replacement is 'A file exchanged behind an unchanged address. Rows are only ever added.';
comment on column tenders.document_replacement.last_seen_at is 'When the old content was last seen: it was replaced between then and replaced_at.';

grant select, insert, update on tenders.document_fetch to svc_tenders, svc_worker;
grant select, insert on tenders.document_replacement to svc_tenders, svc_worker;

-- Down Migration

drop table tenders.document_replacement, tenders.document_fetch, tenders.extension;
alter table tenders.source drop column documents_paced_until;
drop index tenders.quarantined_release_open;
alter table tenders.quarantined_release
  drop constraint quarantined_release_content_hash_origin_key,
  add constraint quarantined_release_content_hash_reason_origin_key unique (content_hash, reason, origin),
  drop column facts, drop column replayed_at, drop column resolved_at;
