-- Up Migration

-- 42. Figures of spending tell values that cannot be read from those that are not published.
--
-- Cost: a grant. Undo: the down section; nothing is lost.

grant select (value_statement) on tenders.tender_search to svc_analytics;

-- Down Migration

revoke select (value_statement) on tenders.tender_search from svc_analytics;
