-- Up Migration

-- 163. Questions are answered from the documents of tenders too. What a fetched file says is kept by its content: a file that two
-- tenders name, or that is fetched again unchanged, is read once. A file that cannot be read says why.
--
-- Cost: two new tables, and an index on document_fetch, which has a row for each document that was looked at. Undo: the down section
-- (forgets the texts; files are read again when they are next fetched).

create table tenders.document_text (
  sha256 bytea primary key check (length(sha256) = 32),
  -- Files are read again by newer readers.
  reader_version integer not null check (reader_version between 1 and 10000),
  failure text check (failure in ('TOO_LARGE', 'TOO_SLOW', 'UNSUPPORTED_TYPE', 'LOCKED', 'DAMAGED', 'NO_TEXT')),
  -- Pages of the file; null where it has none or could not be opened.
  page_count integer check (page_count between 0 and 1000000),
  is_cut boolean not null default false,
  read_at timestamptz(3) not null
);
comment on table tenders.document_text is 'That a fetched file was read, by its content, or why it could not be.';
comment on column tenders.document_text.is_cut is 'Its text is longer than what is kept.';

create table tenders.document_page (
  sha256 bytea not null references tenders.document_text (sha256) on delete cascade,
  -- From 1; parts of some thousand characters where the file has no pages.
  page integer not null check (page between 1 and 1000000),
  text text not null check (length(text) between 1 and 20000),
  words tsvector not null generated always as (to_tsvector('english'::regconfig, text)) stored,
  primary key (sha256, page)
);
comment on table tenders.document_page is 'What one page of a fetched file says.';

create index document_fetch_content on tenders.document_fetch (sha256);

grant select on tenders.document_text, tenders.document_page to svc_tenders, svc_importer;
grant insert, update, delete on tenders.document_text to svc_importer;
grant insert, delete on tenders.document_page to svc_importer;
grant select (sha256, failure, page_count) on tenders.document_text to svc_insights;
grant select (sha256, page, text, words) on tenders.document_page to svc_insights;
grant select (url_hash, sha256) on tenders.document_fetch to svc_insights;
grant select (tender_id, key, position, url, title, filename) on tenders.tender_document to svc_insights;

-- Down Migration

revoke select (tender_id, key, position, url, title, filename) on tenders.tender_document from svc_insights;
revoke select (url_hash, sha256) on tenders.document_fetch from svc_insights;
drop index tenders.document_fetch_content;
drop table tenders.document_page, tenders.document_text;
