-- Up Migration

-- 56. Indexes that cost each update of a tender more than the update, and a shorter key of releases.
--
-- A change names its tenders (0055), and when it was written is found in tenders.change. What a release says, its id
-- included, is in its hash, so the id need not stand in the key beside it. Tenders that close or were published at one
-- instant are few, and ordered when they are read.
--
-- Cost: builds four indexes, and nobody waits; it waits for older transactions to end. Processes of an older release that
-- still run find changes by reading tables until they end. Undo: the down section.
--
-- Outside a transaction

drop index concurrently if exists tenders.change_placed;
create index concurrently change_placed on tenders.change (placed_at);
drop index concurrently if exists tenders.release_content;
create unique index concurrently release_content on tenders.release (ocid, content_hash);
alter table tenders.release drop constraint if exists release_ocid_release_id_content_hash_key;
drop index concurrently if exists tenders.tender_search_closes;
create index concurrently tender_search_closes on tenders.tender_search (closing_at);
drop index concurrently if exists tenders.tender_search_closing;
drop index concurrently if exists tenders.tender_search_publication;
create index concurrently tender_search_publication on tenders.tender_search (published_at);
drop index concurrently if exists tenders.tender_search_published;
drop index concurrently if exists tenders.tender_changed;
drop index concurrently if exists tenders.tender_updated;
drop index concurrently if exists tenders.tender_version_changed;

-- Down Migration

create index tender_version_changed on tenders.tender_version (changed_in, tender_id, version);
create index tender_updated on tenders.tender (updated_at, changed_in);
create index tender_changed on tenders.tender (changed_in, id);
create index tender_search_published on tenders.tender_search (published_at, tender_id);
drop index tenders.tender_search_publication;
create index tender_search_closing on tenders.tender_search (closing_at, tender_id);
drop index tenders.tender_search_closes;
alter table tenders.release
  add constraint release_ocid_release_id_content_hash_key unique (ocid, release_id, content_hash);
drop index tenders.release_content;
drop index tenders.change_placed;
