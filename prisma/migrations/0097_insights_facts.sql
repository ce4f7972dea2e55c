-- Up Migration

-- 97. What insights read of tenders and profiles, column by column.
--
-- Key facts and readiness go by more than before: whether there is anything to bid for, where it is delivered, what was read of
-- B-BBEE, points and briefings, the team's own corrections, and the B-BBEE level of the profile. The service may read these columns
-- and no others; nothing is written.
--
-- Cost: none. Undo: the down section.

grant select (lifecycle, notice_kind, delivery_location, buyer_name, method_details, procurement_category)
  on tenders.tender to svc_insights;
grant select (bbbee, preference, briefing) on tenders.tender_fact to svc_insights;
grant select (team_id, tender_id, field, value) on tenders.tender_override to svc_insights;
grant select (bbbee_level, bbbee_expires_on) on identity.company_profile to svc_insights;

-- Down Migration

revoke select (lifecycle, notice_kind, delivery_location, buyer_name, method_details, procurement_category)
  on tenders.tender from svc_insights;
revoke select (bbbee, preference, briefing) on tenders.tender_fact from svc_insights;
revoke select (team_id, tender_id, field, value) on tenders.tender_override from svc_insights;
revoke select (bbbee_level, bbbee_expires_on) on identity.company_profile from svc_insights;
