-- Up Migration

-- 26. The next moment at which the status of any tender changes by the clock is found at the edge of an index.
--
-- Kept results of searches for a status are good until that moment. Closing and opening times have indexes; until when a
-- tender without a closing date is taken for open had none. Only tenders without a closing date are in it, which are few.
--
-- Cost: writes to tender_search wait while the index is built, seconds for a million rows. Undo: the down section (such a
-- search that finds nothing kept then reads the whole table).

create index tender_search_presumed on tenders.tender_search (presumed_until) where presumed_until is not null;

-- Down Migration

drop index tenders.tender_search_presumed;
