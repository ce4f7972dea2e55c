-- Up Migration

-- 173. Summaries of an older product name tenders by the numbers of their publishers.
--
-- `npm run hub -- import legacy-analysis` finds the tender by its OCID, which the service of insights could not read so far.
-- Cost: none. Undo: the down section.

grant select (ocid) on tenders.tender to svc_insights;

-- Down Migration

revoke select (ocid) on tenders.tender from svc_insights;
