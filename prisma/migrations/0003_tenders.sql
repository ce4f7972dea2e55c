-- Up Migration

-- 3. Public tenders: where they come from, every release kept as published, and the state compiled from them.
--
-- These are reference tables: nobody's secret, no row-level security (full-text, array and numeric operators are not
-- leakproof, so under RLS their indexes would lie idle). Every service may read them; only the two that import may
-- write. What a team adds of its own lives in tenant tables elsewhere.
--
-- Shape, for a million tenders and more:
--   release          raw bytes, never changed. Everything else can be built again from it.
--   tender           one wide row for reading one tender. Children hang on (tender_id, key).
--   tender_search    one narrow row for finding many: what is filtered and sorted by, and the text vector out of
--                    line, so that counting 300,000 hits reads a few thousand pages and not a few hundred thousand.
--   tender_version   what changed from one release to the next, worked out once at import.
--
-- Cost: new tables only. Undo: the down section (loses everything imported; importing again rebuilds it).

grant usage on schema tenders to svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker;

-- Words are stemmed as English after accents are dropped, so "construccion" finds "construcción".
create text search configuration tenders.words (copy = pg_catalog.english);
alter text search configuration tenders.words
  alter mapping for word, hword, hword_part with public.unaccent, pg_catalog.english_stem;
comment on text search configuration tenders.words is 'English stems without accents: for tenders and for what people search.';

-- The parser takes "RFQ/OBP166/2025" for the path of a file and "x-ray" for three words. With blanks for punctuation it
-- splits as the importer does, which makes the vectors of public tenders itself.
create function tenders.spaced(text) returns text
  language sql immutable strict parallel safe
  return translate($1, '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32));
comment on function tenders.spaced is 'The text with blanks for ASCII punctuation: what to_tsvector is given.';

-- Sources -----------------------------------------------------------------------------------------------------

create table tenders.source (
  id uuid primary key default app.uuid_v7(),
  name text not null unique check (name ~ '^[a-z0-9][a-z0-9._-]{0,99}$'),
  title text not null,
  url text,
  ocid_prefix text unique,
  settings jsonb not null default '{}',
  is_enabled boolean not null default true,
  last_run_at timestamptz,
  last_success_at timestamptz,
  consecutive_errors integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table tenders.source is 'Where releases come from, how its fields are to be read (settings), and how it is doing.';
comment on column tenders.source.ocid_prefix is 'Releases whose ocid begins with this belong to this source unless another is named.';
create trigger source_touch before update on tenders.source for each row execute function app.touch_updated_at();

-- The portal writes South African time and marks it Z; its titles are numbers; 0 means "not disclosed".
insert into tenders.source (name, title, url, ocid_prefix, settings) values (
  'za-etenders', 'National Treasury eTenders, South Africa', 'https://ocds-api.etenders.gov.za/api/OCDSReleases', 'ocds-9t57fa',
  '{"timeZone": "Africa/Johannesburg", "offsetsAreWrong": true, "titleIsReference": true, "zeroIsUndisclosed": true,
    "filenameParameter": "downloadedFileName", "emptyTexts": ["N/A", "NA", "-", "None"],
    "placeholderSuppliers": ["non-award", "non award"], "currency": "ZAR"}'
);

create table tenders.source_run (
  id uuid primary key default app.uuid_v7(),
  source_id uuid references tenders.source (id) on delete cascade,
  target text not null,
  status text not null default 'RUNNING' check (status in ('RUNNING', 'SUCCEEDED', 'STOPPED', 'FAILED')),
  counts jsonb not null default '{}',
  error text,
  started_at timestamptz not null default now(),
  finished_at timestamptz
);
create index source_run_source on tenders.source_run (source_id, started_at desc);
comment on table tenders.source_run is 'One import: what it read and what became of it. source_id is null when a run met several sources.';

create table tenders.quarantined_release (
  id uuid primary key default app.uuid_v7(),
  source_id uuid not null references tenders.source (id) on delete cascade,
  reason text not null,
  detail text not null,
  ocid text,
  release_id text,
  origin text not null,
  content_hash bytea not null check (length(content_hash) = 32),
  raw bytea not null,
  quarantined_at timestamptz not null default now(),
  -- The same bad release met again is the same row.
  unique (content_hash, reason, origin)
);
create index quarantined_release_source on tenders.quarantined_release (source_id, quarantined_at desc);
comment on table tenders.quarantined_release is 'Releases that could not be imported, with the reason and the bytes, so that they can be replayed.';

-- Releases ----------------------------------------------------------------------------------------------------

create table tenders.release (
  id uuid primary key default app.uuid_v7(),
  ocid text not null,
  release_id text not null,
  content_hash bytea not null check (length(content_hash) = 32),
  source_id uuid not null references tenders.source (id),
  -- Order of arrival. An edit behind an unchanged id and date is a later row; the last one that counts is current.
  sequence bigint not null generated always as identity,
  is_current boolean not null,
  is_snapshot boolean not null,
  released_at timestamptz not null,
  published_date text not null,
  observed_at timestamptz,
  version text not null,
  extensions text[] not null default '{}',
  raw bytea not null,
  received_at timestamptz not null default now(),
  unique (ocid, release_id, content_hash)
);
-- Compressing costs the database more time than writing; these bytes are read one process at a time.
alter table tenders.release alter column raw set storage external;
create index release_received on tenders.release (received_at);
comment on table tenders.release is 'Every release as published. Rows are never deleted and their bytes never change.';
comment on column tenders.release.published_date is 'The date member exactly as published; released_at is the instant it names.';
comment on column tenders.release.observed_at is 'Date of the newest package in which this content was seen; null when packages do not say.';
comment on column tenders.release.is_snapshot is 'The release states the whole process (tag "compiled"): nothing older shines through.';

-- Organisations -----------------------------------------------------------------------------------------------

create table tenders.buyer (
  id uuid primary key default app.uuid_v7(),
  key text not null unique,
  name text not null,
  local_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index buyer_name on tenders.buyer using gin (name public.gin_trgm_ops);
comment on table tenders.buyer is 'Organisations that buy. key: identifier scheme and id, or publisher and its local id.';
create trigger buyer_touch before update on tenders.buyer for each row execute function app.touch_updated_at();

create table tenders.supplier (
  id uuid primary key default app.uuid_v7(),
  key text not null unique,
  name text not null,
  local_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index supplier_name on tenders.supplier using gin (name public.gin_trgm_ops);
comment on table tenders.supplier is 'Organisations that win awards, as public sources name them.';
create trigger supplier_touch before update on tenders.supplier for each row execute function app.touch_updated_at();

create table tenders.supplier_identifier (
  supplier_id uuid not null references tenders.supplier (id) on delete cascade,
  scheme text not null,
  identifier text not null,
  primary key (supplier_id, scheme, identifier)
);
create index supplier_identifier_value on tenders.supplier_identifier (scheme, identifier);
comment on table tenders.supplier_identifier is 'Registration numbers of suppliers, by register.';

-- Tenders -----------------------------------------------------------------------------------------------------

create table tenders.tender (
  id uuid primary key default app.uuid_v7(),
  ocid text not null unique,
  source_id uuid not null references tenders.source (id),
  title text not null,
  description text,
  reference text,
  language text,
  publisher_status text,
  lifecycle text not null
    check (lifecycle in ('PLANNED', 'LIVE', 'AWARDED', 'COMPLETE', 'UNSUCCESSFUL', 'CANCELLED', 'UNKNOWN')),
  category text,
  procurement_category text,
  method text,
  method_details text,
  province text,
  delivery_location text,
  special_conditions text,
  buyer_id uuid references tenders.buyer (id),
  buyer_name text,
  value_amount numeric check (value_amount >= 0),
  value_currency text,
  published_at timestamptz,
  opens_at timestamptz,
  closing_at timestamptz,
  closing_raw text,
  enquiries_until timestamptz,
  contact_name text,
  contact_email text,
  contact_phone text,
  release_count integer not null default 1,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Which transaction last changed the row: a feed that reads below the oldest open transaction cannot skip.
  changed_in xid8 not null default pg_current_xact_id()
);
create index tender_buyer on tenders.tender (buyer_id);
create index tender_changed on tenders.tender (changed_in, id);
comment on table tenders.tender is 'The current state of each tender, compiled from its releases. ocid is case-sensitive.';
comment on column tenders.tender.lifecycle is 'What the releases say. Whether a LIVE tender is open follows from opens_at and closing_at at the time of asking.';
comment on column tenders.tender.value_amount is 'Null means undisclosed, never zero by mistake.';
comment on column tenders.tender.closing_raw is 'The closing date exactly as published.';

create table tenders.tender_search (
  tender_id uuid primary key references tenders.tender (id) on delete cascade,
  words tsvector not null,
  lifecycle text not null,
  province text,
  procurement_category text,
  category text,
  method text,
  buyer_id uuid,
  value_amount numeric,
  value_currency text,
  published_at timestamptz,
  opens_at timestamptz,
  closing_at timestamptz,
  has_briefing boolean not null default false
) with (toast_tuple_target = 256);
-- Out of line and not compressed: the row stays small enough that fifty fit on a page.
alter table tenders.tender_search alter column words set storage external;
create index tender_search_words on tenders.tender_search using gin (words) with (fastupdate = on, gin_pending_list_limit = 4096);
create index tender_search_closing on tenders.tender_search (closing_at, tender_id);
create index tender_search_published on tenders.tender_search (published_at, tender_id);
create index tender_search_value on tenders.tender_search (value_amount, tender_id) where value_amount is not null;
create index tender_search_province on tenders.tender_search (province, closing_at, tender_id);
create index tender_search_buyer on tenders.tender_search (buyer_id, closing_at, tender_id);
create index tender_search_category on tenders.tender_search (category, closing_at, tender_id);
comment on table tenders.tender_search is 'A narrow copy of tender for finding: written with it, in the same transaction.';
-- Most rows change rarely, but statistics must follow an import of a whole country closely.
alter table tenders.tender_search set (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);

create table tenders.tender_version (
  tender_id uuid not null references tenders.tender (id) on delete cascade,
  version integer not null check (version >= 2),
  release_id uuid not null references tenders.release (id),
  effective_at timestamptz not null,
  is_silent boolean not null,
  impact text not null check (impact in ('NONE', 'MINOR', 'MATERIAL')),
  changes jsonb not null,
  recorded_at timestamptz not null default now(),
  changed_in xid8 not null default pg_current_xact_id(),
  primary key (tender_id, version)
);
create index tender_version_changed on tenders.tender_version (changed_in, tender_id, version);
comment on table tenders.tender_version is 'What each release after the first changed. Version 1 is the first release itself and has no row.';
comment on column tenders.tender_version.is_silent is 'The publisher changed the content of a release without giving it a new id and date.';

-- Parts of a tender. key is the publisher's id where there is one, else the place in the list (#1, #2).
create table tenders.tender_document (
  tender_id uuid not null references tenders.tender (id) on delete cascade,
  key text not null,
  position integer not null,
  scope text not null check (scope in ('PLANNING', 'TENDER', 'AWARD', 'CONTRACT')),
  document_type text,
  title text,
  filename text,
  url text,
  format text,
  language text,
  published_at timestamptz,
  modified_at timestamptz,
  primary key (tender_id, key)
);
comment on table tenders.tender_document is 'Documents of a tender and of its later stages.';

create table tenders.briefing_session (
  tender_id uuid not null references tenders.tender (id) on delete cascade,
  key text not null,
  held_at timestamptz,
  is_compulsory boolean not null,
  venue text,
  primary key (tender_id, key)
);
create index briefing_session_held on tenders.briefing_session (held_at);
comment on table tenders.briefing_session is 'Meetings for bidders. held_at is null when a session is announced without a date.';

create table tenders.lot (
  tender_id uuid not null references tenders.tender (id) on delete cascade,
  key text not null,
  position integer not null,
  title text,
  description text,
  status text,
  value_amount numeric,
  value_currency text,
  primary key (tender_id, key)
);
comment on table tenders.lot is 'Parts of a tender that can be won separately.';

create table tenders.item (
  tender_id uuid not null references tenders.tender (id) on delete cascade,
  key text not null,
  position integer not null,
  description text,
  classification_scheme text,
  classification_id text,
  classification_description text,
  quantity numeric,
  unit text,
  lot_key text,
  primary key (tender_id, key)
);
comment on table tenders.item is 'Goods, works and services asked for.';

create table tenders.award (
  tender_id uuid not null references tenders.tender (id) on delete cascade,
  key text not null,
  position integer not null,
  title text,
  status text,
  awarded_at timestamptz,
  value_amount numeric,
  value_currency text,
  primary key (tender_id, key)
);
comment on table tenders.award is 'Awards as published. That none is published never means that a bid was lost.';

create table tenders.award_supplier (
  tender_id uuid not null,
  award_key text not null,
  supplier_id uuid not null references tenders.supplier (id),
  primary key (tender_id, award_key, supplier_id),
  foreign key (tender_id, award_key) references tenders.award (tender_id, key) on delete cascade
);
create index award_supplier_supplier on tenders.award_supplier (supplier_id);
comment on table tenders.award_supplier is 'Who won an award.';

create table tenders.public_contract (
  tender_id uuid not null references tenders.tender (id) on delete cascade,
  key text not null,
  position integer not null,
  award_key text,
  title text,
  status text,
  value_amount numeric,
  value_currency text,
  signed_at timestamptz,
  starts_at timestamptz,
  ends_at timestamptz,
  primary key (tender_id, key)
);
create index public_contract_ends on tenders.public_contract (ends_at) where ends_at is not null;
comment on table tenders.public_contract is 'Contracts signed by public buyers, as published.';

-- Who may do what ---------------------------------------------------------------------------------------------

grant select on all tables in schema tenders to
  svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker;
grant insert, update, delete on
  tenders.source, tenders.source_run, tenders.quarantined_release, tenders.buyer, tenders.supplier,
  tenders.supplier_identifier, tenders.tender, tenders.tender_search, tenders.tender_version, tenders.tender_document,
  tenders.briefing_session, tenders.lot, tenders.item, tenders.award, tenders.award_supplier, tenders.public_contract
  to svc_tenders, svc_worker;
-- A release is never deleted and its bytes never change: only which revision counts may.
grant insert on tenders.release to svc_tenders, svc_worker;
grant update (is_current, observed_at) on tenders.release to svc_tenders, svc_worker;

-- Down Migration

drop table
  tenders.award_supplier, tenders.public_contract, tenders.award, tenders.item, tenders.lot, tenders.briefing_session,
  tenders.tender_document, tenders.tender_version, tenders.tender_search, tenders.tender, tenders.supplier_identifier,
  tenders.supplier, tenders.buyer, tenders.release, tenders.quarantined_release, tenders.source_run, tenders.source;
drop function tenders.spaced;
drop text search configuration tenders.words;
revoke usage on schema tenders from svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker;
