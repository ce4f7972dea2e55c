-- Up Migration

-- 35. Rows from before migration 34 keep its bounds too, and a member who leaves is found by an index in what they wrote.
--
-- Codes that are no currency are cleared: the amount stays, and says that its currency is not known. Cost: reads every table
-- with a new check once; nobody waits. Undo: the down section drops the indexes; cleared codes come back when releases are
-- read again.
--
-- Backfill

update tenders.award set value_currency = null where not app.is_currency(value_currency);
update tenders.award_item set unit_value_currency = null where not app.is_currency(unit_value_currency);
update tenders.lot set value_currency = null where not app.is_currency(value_currency);
update tenders.public_contract set value_currency = null where not app.is_currency(value_currency);
update tenders.team_tender set value_currency = null where not app.is_currency(value_currency);
update tenders.team_tender set budget_currency = null where not app.is_currency(budget_currency);
update tenders.tender set value_currency = null, value_statement = 'CURRENCY_UNKNOWN' where not app.is_currency(value_currency);
update tenders.tender_search set value_currency = null, value_statement = 'CURRENCY_UNKNOWN' where not app.is_currency(value_currency);
alter table identity.account validate constraint account_bounded;
alter table identity.company_profile validate constraint company_profile_bounded;
alter table insights.eligibility_rule validate constraint eligibility_rule_bounded;
alter table insights.eligibility_rule validate constraint eligibility_rule_currency_known;
alter table insights.preference_rule validate constraint preference_rule_bounded;
alter table insights.preference_rule validate constraint preference_rule_currency_known;
alter table tenders.award validate constraint award_bounded;
alter table tenders.award validate constraint award_value_currency_known;
alter table tenders.award_item validate constraint award_item_bounded;
alter table tenders.award_item validate constraint award_item_unit_value_currency_known;
alter table tenders.briefing_session validate constraint briefing_session_bounded;
alter table tenders.buyer validate constraint buyer_bounded;
alter table tenders.item validate constraint item_bounded;
alter table tenders.lot validate constraint lot_bounded;
alter table tenders.lot validate constraint lot_value_currency_known;
alter table tenders.public_contract validate constraint public_contract_bounded;
alter table tenders.public_contract validate constraint public_contract_value_currency_known;
alter table tenders.quarantined_release validate constraint quarantined_release_bounded;
alter table tenders.release validate constraint release_bounded;
alter table tenders.search_block validate constraint search_block_bounded;
alter table tenders.search_change validate constraint search_change_bounded;
alter table tenders.search_word validate constraint search_word_bounded;
alter table tenders.source validate constraint source_bounded;
alter table tenders.source_page validate constraint source_page_bounded;
alter table tenders.source_run validate constraint source_run_bounded;
alter table tenders.supplier validate constraint supplier_bounded;
alter table tenders.supplier_identifier validate constraint supplier_identifier_bounded;
alter table tenders.supplier_record validate constraint supplier_record_bounded;
alter table tenders.team_source validate constraint team_source_bounded;
alter table tenders.team_tender validate constraint team_tender_bounded;
alter table tenders.team_tender validate constraint team_tender_value_currency_known;
alter table tenders.team_tender validate constraint team_tender_budget_currency_known;
alter table tenders.tender validate constraint tender_bounded;
alter table tenders.tender validate constraint tender_value_currency_known;
alter table tenders.tender_document validate constraint tender_document_bounded;
alter table tenders.tender_fact validate constraint tender_fact_bounded;
alter table tenders.tender_search validate constraint tender_search_bounded;
alter table tenders.tender_search validate constraint tender_search_value_currency_known;
alter table tenders.tender_version validate constraint tender_version_bounded;
alter table events.inbox validate constraint inbox_bounded;
drop index concurrently if exists tenders.team_source_creator;
create index concurrently team_source_creator on tenders.team_source (team_id, created_by_membership_id);
drop index concurrently if exists workspace.entry_creator;
create index concurrently entry_creator on workspace.entry (team_id, created_by_membership_id);
drop index concurrently if exists workspace.entry_editor;
create index concurrently entry_editor on workspace.entry (team_id, updated_by_membership_id);

-- Down Migration

drop index tenders.team_source_creator;
drop index workspace.entry_creator;
drop index workspace.entry_editor;
