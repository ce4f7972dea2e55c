-- Up Migration

-- 6. Figures over public tenders: who may work them out.
--
-- analytics owns no table yet. It adds up tenders.tender_search, a narrow copy of the tenders made for counting (a
-- million rows in about a second), and keeps the results in the cache. Cost: catalogue rows only. Undo: the down
-- section.

grant usage on schema analytics to svc_analytics, svc_worker;
-- Said here although tenders grants reading to every service, so that narrowing that grant cannot break this quietly.
grant usage on schema tenders to svc_analytics;
grant select (tender_id, lifecycle, province, buyer_id, value_amount, value_currency, published_at, opens_at, closing_at)
  on tenders.tender_search to svc_analytics;
grant select (tender_id, status, value_amount, value_currency) on tenders.award to svc_analytics;
grant select (id, name) on tenders.buyer to svc_analytics;

-- Down Migration

-- What 0003 grants on the tenders schema stays; the column grants are harmless beside it.
revoke usage on schema analytics from svc_analytics, svc_worker;
revoke select (tender_id, lifecycle, province, buyer_id, value_amount, value_currency, published_at, opens_at, closing_at)
  on tenders.tender_search from svc_analytics;
revoke select (tender_id, status, value_amount, value_currency) on tenders.award from svc_analytics;
revoke select (id, name) on tenders.buyer from svc_analytics;
