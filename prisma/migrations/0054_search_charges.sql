-- Up Migration

-- 54. Which searches a team has paid for today, so that the same search is charged once a day.
--
-- Beside the count that they belong to: one statement compares and counts, also when searches are made at the same moment.
-- Only teams with a limited plan have rows here, so a row holds as many digests as its plan allows in a day.
-- Cost: a column with a constant default on a small table, which is locked while the check reads it. Undo: the down section
-- (searches made today are charged again when they are repeated).

alter table tenders.search_usage add column digests bytea[] not null default '{}'
  check (cardinality(digests) <= searches);
comment on column tenders.search_usage.digests is 'What was searched for that day, each text with its filter as a keyed hash of 16 bytes.';
grant insert (digests), update (digests) on tenders.search_usage to svc_tenders;

-- Down Migration

alter table tenders.search_usage drop column digests;
