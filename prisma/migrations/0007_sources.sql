-- Up Migration

-- 7. Polling: public sources that are read on a schedule, and what teams bring in through sources of their own.
--
-- Cost: adding columns to tenders.source locks a table of a few rows for a moment; everything else is new.
-- Undo: the down section (loses teams' sources, what came through them, and how far polling had got).

-- Public sources ----------------------------------------------------------------------------------------------

alter table tenders.source
  add column kind text not null default 'files' check (kind in ('files', 'ocds-api', 'za-etenders')),
  add column polling jsonb not null default '{}',
  add column poll_interval_seconds integer not null default 3600 check (poll_interval_seconds between 60 and 2592000),
  add column requests_per_hour integer not null default 1800 check (requests_per_hour between 1 and 360000),
  add column stale_after_seconds integer not null default 604800 check (stale_after_seconds > 0),
  add column next_poll_at timestamptz,
  add column paced_until timestamptz,
  add column cursor jsonb,
  add column last_full_at timestamptz,
  add column last_error text,
  add column coverage jsonb,
  add column coverage_at timestamptz;
comment on column tenders.source.kind is 'How it is read: files come by hand, the others are polled.';
comment on column tenders.source.polling is 'Settings of the connector: paging style, windows, parameters.';
comment on column tenders.source.next_poll_at is 'Not before this moment. While a poll runs it is the moment at which the poll counts as dead.';
comment on column tenders.source.paced_until is 'Up to where the allowance of requests is used up; the next process goes on from there.';
comment on column tenders.source.cursor is 'How far a round of polling has got: window and page. Null between rounds.';
comment on column tenders.source.last_full_at is 'When a round last reached all the way back, not only over recent windows.';
comment on column tenders.source.coverage is 'What is held of this source, counted after each import.';

update tenders.source set kind = 'za-etenders', stale_after_seconds = 86400 where name = 'za-etenders';

create table tenders.source_page (
  source_id uuid not null references tenders.source (id) on delete cascade,
  url text not null,
  etag text,
  last_modified text,
  fingerprint text not null,
  release_count integer not null,
  next_url text,
  fetched_at timestamptz not null default now(),
  primary key (source_id, url)
);
comment on table tenders.source_page is 'Pages last read, so that an unchanged one need not be sent or imported again.';

grant select, insert, update, delete on tenders.source_page to svc_tenders, svc_worker;

-- Sources of teams --------------------------------------------------------------------------------------------

create table tenders.team_source (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  kind text not null check (kind in ('json', 'ocds', 'marketplace')),
  name text not null check (length(name) between 1 and 100),
  url text not null check (length(url) between 1 and 2000),
  credentials text check (length(credentials) <= 20000),
  credentials_version integer not null default 1,
  mapping jsonb not null default '{}' check (length(mapping::text) <= 20000),
  time_zone text not null default 'UTC' check (length(time_zone) <= 64),
  requests_per_hour integer not null default 600 check (requests_per_hour between 1 and 3600),
  poll_interval_seconds integer not null default 3600 check (poll_interval_seconds between 300 and 2592000),
  is_enabled boolean not null default true,
  last_run_at timestamptz,
  last_success_at timestamptz,
  consecutive_errors integer not null default 0,
  last_error text check (length(last_error) <= 1000),
  next_poll_at timestamptz,
  paced_until timestamptz,
  cursor jsonb,
  etag text check (length(etag) <= 500),
  last_modified text check (length(last_modified) <= 100),
  last_counts jsonb,
  version integer not null default 1 check (version >= 1),
  created_by_membership_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  unique (team_id, name),
  foreign key (team_id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id)
);
comment on table tenders.team_source is 'A source that a team has set up for itself: its own JSON, an OCDS publisher, or an account at a marketplace.';
comment on column tenders.team_source.credentials is 'Encrypted by the application (AES-256-GCM, bound to this row). Never leaves the service.';
comment on column tenders.team_source.credentials_version is 'Grows with each change: of two refreshes of a token the one that was second is dropped.';
comment on column tenders.team_source.version is 'Counts changes made by people.';
create trigger touch before update on tenders.team_source for each row execute function app.touch_updated_at();
alter table tenders.team_source enable row level security;
alter table tenders.team_source force row level security;
create policy team_isolation on tenders.team_source
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select, delete on tenders.team_source to svc_tenders;
grant insert (team_id, id, kind, name, url, credentials, mapping, time_zone, requests_per_hour, poll_interval_seconds, is_enabled,
  next_poll_at, created_by_membership_id, credentials_version, consecutive_errors, version) on tenders.team_source to svc_tenders;
grant update (name, url, credentials, credentials_version, mapping, time_zone, requests_per_hour, poll_interval_seconds, is_enabled,
  last_run_at, last_success_at, consecutive_errors, last_error, next_poll_at, paced_until, cursor, etag, last_modified, last_counts,
  version) on tenders.team_source to svc_tenders;

create table tenders.team_tender (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  team_source_id uuid not null,
  kind text not null default 'TENDER' check (kind in ('TENDER', 'MARKETPLACE_JOB')),
  external_id text not null check (length(external_id) between 1 and 500),
  ocid text check (length(ocid) <= 500),
  url text check (length(url) <= 2000),
  title text not null check (length(title) between 1 and 2000),
  description text check (length(description) <= 100000),
  reference text check (length(reference) <= 500),
  language text check (length(language) <= 20),
  publisher_status text check (length(publisher_status) <= 100),
  lifecycle text not null
    check (lifecycle in ('PLANNED', 'LIVE', 'AWARDED', 'COMPLETE', 'UNSUCCESSFUL', 'CANCELLED', 'UNKNOWN')),
  category text check (length(category) <= 300),
  procurement_category text check (length(procurement_category) <= 100),
  method text check (length(method) <= 100),
  method_details text check (length(method_details) <= 300),
  province text check (length(province) <= 100),
  delivery_location text check (length(delivery_location) <= 2000),
  special_conditions text check (length(special_conditions) <= 100000),
  buyer_name text check (length(buyer_name) <= 500),
  value_amount numeric check (value_amount >= 0),
  value_currency text check (length(value_currency) <= 3),
  published_at timestamptz,
  opens_at timestamptz,
  closing_at timestamptz,
  closing_raw text check (length(closing_raw) <= 60),
  enquiries_until timestamptz,
  contact_name text check (length(contact_name) <= 200),
  contact_email text check (length(contact_email) <= 254),
  contact_phone text check (length(contact_phone) <= 60),
  skills text[] not null default '{}' check (cardinality(skills) <= 100),
  budget_type text check (budget_type in ('HOURLY', 'FIXED')),
  budget_min numeric check (budget_min >= 0),
  budget_max numeric check (budget_max >= 0),
  budget_currency text check (length(budget_currency) <= 3),
  client jsonb,
  raw jsonb not null,
  content_hash bytea not null check (length(content_hash) = 32),
  score numeric(4, 2) check (score between 0 and 10),
  is_saved boolean not null default false,
  is_archived boolean not null default false,
  words tsvector generated always as (
    setweight(to_tsvector('tenders.words', tenders.spaced(coalesce(title, '') || ' ' || coalesce(reference, ''))), 'A')
    || setweight(to_tsvector('tenders.words', tenders.spaced(coalesce(description, ''))), 'B')
    || setweight(to_tsvector('tenders.words', tenders.spaced(coalesce(buyer_name, '') || ' ' || coalesce(category, ''))), 'C')
  ) stored,
  version integer not null default 1 check (version >= 1),
  last_seen_at timestamptz not null default now(),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (team_id, id),
  unique (team_id, team_source_id, external_id),
  foreign key (team_id, team_source_id) references tenders.team_source (team_id, id) on delete cascade
);
-- Lists by time of arrival use the primary key, since ids are time-ordered.
create index team_tender_closing on tenders.team_tender (team_id, closing_at, id);
create index team_tender_kind on tenders.team_tender (team_id, kind, id desc);
comment on table tenders.team_tender is 'What came through a source of a team: of the shape of a public tender, seen by that team only.';
comment on column tenders.team_tender.external_id is 'Id at the source: unique for a team and source, never across teams.';
comment on column tenders.team_tender.raw is 'As it was received: the object, or all releases of one OCDS process.';
comment on column tenders.team_tender.version is 'Grows with every change of content at the source.';
create trigger touch before update on tenders.team_tender for each row execute function app.touch_updated_at();
alter table tenders.team_tender enable row level security;
alter table tenders.team_tender force row level security;
create policy team_isolation on tenders.team_tender
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select, delete on tenders.team_tender to svc_tenders;
grant insert (team_id, id, team_source_id, kind, external_id, ocid, url, title, description, reference, language, publisher_status,
  lifecycle, category, procurement_category, method, method_details, province, delivery_location, special_conditions, buyer_name,
  value_amount, value_currency, published_at, opens_at, closing_at, closing_raw, enquiries_until, contact_name, contact_email,
  contact_phone, skills, budget_type, budget_min, budget_max, budget_currency, client, raw, content_hash, last_seen_at)
  on tenders.team_tender to svc_tenders;
grant update (kind, ocid, url, title, description, reference, language, publisher_status, lifecycle, category,
  procurement_category, method, method_details, province, delivery_location, special_conditions, buyer_name, value_amount,
  value_currency, published_at, opens_at, closing_at, closing_raw, enquiries_until, contact_name, contact_email, contact_phone,
  skills, budget_type, budget_min, budget_max, budget_currency, client, raw, content_hash, score, is_saved, is_archived, version,
  last_seen_at) on tenders.team_tender to svc_tenders;

-- One table and not one for each month: rows are pruned with each poll, so it stays as large as 30 days of requests.
create table tenders.integration_log (
  team_id uuid not null references identity.team (id) on delete cascade,
  id uuid not null default app.uuid_v7(),
  team_source_id uuid not null,
  called_at timestamptz not null default now(),
  method text not null check (length(method) <= 10),
  endpoint text not null check (length(endpoint) <= 500),
  http_status integer,
  is_success boolean not null,
  attempt integer not null default 1,
  duration_ms integer not null default 0,
  response_bytes integer not null default 0,
  error text check (length(error) <= 500),
  primary key (team_id, id),
  foreign key (team_id, team_source_id) references tenders.team_source (team_id, id) on delete cascade
);
create index integration_log_source on tenders.integration_log (team_id, team_source_id, called_at desc);
comment on table tenders.integration_log is 'Requests made to the sources of a team. Addresses without their queries, no headers, no bodies.';
alter table tenders.integration_log enable row level security;
alter table tenders.integration_log force row level security;
create policy team_isolation on tenders.integration_log
  using (team_id = (select app.current_team_id()))
  with check (team_id = (select app.current_team_id()));
grant select, delete on tenders.integration_log to svc_tenders;
grant insert (team_id, team_source_id, called_at, method, endpoint, http_status, is_success, attempt, duration_ms, response_bytes, error)
  on tenders.integration_log to svc_tenders;

-- Down Migration

drop table tenders.integration_log, tenders.team_tender, tenders.team_source, tenders.source_page;
alter table tenders.source
  drop column kind, drop column polling, drop column poll_interval_seconds, drop column requests_per_hour,
  drop column stale_after_seconds, drop column next_poll_at, drop column paced_until, drop column cursor,
  drop column last_full_at, drop column last_error, drop column coverage, drop column coverage_at;
