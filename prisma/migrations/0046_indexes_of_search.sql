-- Up Migration

-- 46. Indexes of the search: one for words where they are now, and none that no statement reads by.
--
-- What meets a filter is found in packed segments (decision 10). Indexes for provinces, categories, buyers, values and CIDB
-- designations were last read by before there were such, and each change of a date wrote an entry into every one of them; the one
-- for when releases arrived never was. Without a packed segment such a filter is found along the order, or by reading
-- tender_search, which has a quarter of its pages now.
--
-- Cost: reads tender_words twice, and nobody waits; it waits for older transactions to end. Undo: the down section.
--
-- Contract
-- Outside a transaction

drop index concurrently if exists tenders.tender_words_words;
create index concurrently tender_words_words on tenders.tender_words using gin (words)
  with (fastupdate = on, gin_pending_list_limit = 4096);
-- Common words differ in how common they are: with the usual hundred the rarer ones all look alike to the planner.
alter table tenders.tender_words alter column words set statistics 500;
drop index concurrently if exists tenders.tender_search_words;
drop index concurrently if exists tenders.tender_search_cidb;
drop index concurrently if exists tenders.tender_search_province;
drop index concurrently if exists tenders.tender_search_category;
drop index concurrently if exists tenders.tender_search_buyer;
drop index concurrently if exists tenders.tender_search_value;
drop index concurrently if exists tenders.release_received;

-- Down Migration

create index release_received on tenders.release (received_at);
create index tender_search_value on tenders.tender_search (value_amount, tender_id) where value_amount is not null;
create index tender_search_buyer on tenders.tender_search (buyer_id, closing_at, tender_id);
create index tender_search_category on tenders.tender_search (category, closing_at, tender_id);
create index tender_search_province on tenders.tender_search (province, closing_at, tender_id);
create index tender_search_cidb on tenders.tender_search using gin (cidb) with (fastupdate = off);
create index tender_search_words on tenders.tender_search using gin (
  words, province, category, buyer_id, method, procurement_category, ((doc >> 13)::integer)
) with (fastupdate = on, gin_pending_list_limit = 4096);
drop index tenders.tender_words_words;
