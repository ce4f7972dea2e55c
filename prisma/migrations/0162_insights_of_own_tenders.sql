-- Up Migration

-- 162. What a team has of its own is summarised and scored like what is public.
--
-- Summaries and scores of these rows are calculated when they are read, under row-level security, and kept nowhere.
--
-- Cost: grants only. Undo: the down section.

grant select (team_id, id, team_source_id, version, kind, title, description, category, language, province, lifecycle, delivery_location,
  buyer_name, method_details, procurement_category, special_conditions, value_amount, value_currency, published_at, closing_at,
  closing_raw, skills, budget_min, budget_max, client) on tenders.team_tender to svc_insights;
grant select (team_id, id, time_zone) on tenders.team_source to svc_insights;

-- Down Migration

revoke select (team_id, id, time_zone) on tenders.team_source from svc_insights;
revoke select (team_id, id, team_source_id, version, kind, title, description, category, language, province, lifecycle, delivery_location,
  buyer_name, method_details, procurement_category, special_conditions, value_amount, value_currency, published_at, closing_at,
  closing_raw, skills, budget_min, budget_max, client) on tenders.team_tender from svc_insights;
