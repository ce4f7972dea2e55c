-- Up Migration

-- 34. Currencies are those of ISO 4217, numbers are finite, and every text, list and object has a bound.
--
-- Readers bound what they read; now a row that some other way in writes is bound too, or one publisher could fill the disk
-- and one NaN every sum. The bounds are in bytes, which the server knows of a value without reading it, and several times
-- what readers let through: an import never fails because of one.
--
-- New rows are judged from here on; older ones are in the next migration. Three indexes for foreign keys come there too.
-- Cost: catalogue rows only; each table is locked for the moment that takes. Undo: the down section.

-- Funds, metals and codes for tests are no money that a tender is paid in.
create function app.is_currency(p_code text) returns boolean
  language sql immutable strict parallel safe
  return p_code = any (string_to_array(
    'AED,AFN,ALL,AMD,ANG,AOA,ARS,AUD,AWG,AZN,BAM,BBD,BDT,BGN,BHD,BIF,BMD,BND,BOB,BOV,BRL,BSD,BTN,BWP,BYN,BZD,'
    || 'CAD,CDF,CHE,CHF,CHW,CLF,CLP,CNY,COP,COU,CRC,CUC,CUP,CVE,CZK,DJF,DKK,DOP,DZD,EGP,ERN,ETB,EUR,FJD,FKP,GBP,'
    || 'GEL,GHS,GIP,GMD,GNF,GTQ,GYD,HKD,HNL,HRK,HTG,HUF,IDR,ILS,INR,IQD,IRR,ISK,JMD,JOD,JPY,KES,KGS,KHR,KMF,KPW,'
    || 'KRW,KWD,KYD,KZT,LAK,LBP,LKR,LRD,LSL,LYD,MAD,MDL,MGA,MKD,MMK,MNT,MOP,MRU,MUR,MVR,MWK,MXN,MXV,MYR,MZN,NAD,'
    || 'NGN,NIO,NOK,NPR,NZD,OMR,PAB,PEN,PGK,PHP,PKR,PLN,PYG,QAR,RON,RSD,RUB,RWF,SAR,SBD,SCR,SDG,SEK,SGD,SHP,SLE,'
    || 'SLL,SOS,SRD,SSP,STN,SVC,SYP,SZL,THB,TJS,TMT,TND,TOP,TRY,TTD,TWD,TZS,UAH,UGX,USD,USN,UYI,UYU,UYW,UZS,VED,'
    || 'VES,VND,VUV,WST,XAF,XCD,XCG,XOF,XPF,YER,ZAR,ZMW,ZWG,ZWL', ','));
comment on function app.is_currency(text) is 'True for the ISO 4217 code of a currency, in capitals.';

alter table identity.account
  add constraint account_bounded check (
    octet_length(password_hash) <= 20000) not valid;
alter table identity.company_profile
  add constraint company_profile_bounded check (
    cardinality(sectors) <= 200 and octet_length(array_to_string(sectors, '')) <= 20000 and
    cardinality(services) <= 200 and octet_length(array_to_string(services, '')) <= 20000 and
    cardinality(provinces) <= 200 and octet_length(array_to_string(provinces, '')) <= 20000) not valid;
alter table insights.eligibility_rule
  add constraint eligibility_rule_bounded check (
    octet_length(source) <= 20000 and value_limit < 'Infinity') not valid,
  add constraint eligibility_rule_currency_known check (app.is_currency(currency)) not valid;
alter table insights.preference_rule
  add constraint preference_rule_bounded check (
    octet_length(source) <= 20000 and value_above < 'Infinity' and value_limit < 'Infinity') not valid,
  add constraint preference_rule_currency_known check (app.is_currency(currency)) not valid;
alter table tenders.award
  add constraint award_bounded check (
    octet_length(key) <= 20000 and octet_length(status) <= 20000 and octet_length(title) <= 20000 and
    value_amount > '-Infinity' and value_amount < 'Infinity') not valid,
  add constraint award_value_currency_known check (app.is_currency(value_currency)) not valid;
alter table tenders.award_item
  add constraint award_item_bounded check (
    octet_length(award_key) <= 20000 and octet_length(key) <= 20000 and octet_length(lot_key) <= 20000 and
    octet_length(classification_id) <= 20000 and octet_length(classification_scheme) <= 20000 and
    octet_length(unit) <= 20000 and octet_length(classification_description) <= 20000 and
    octet_length(description) <= 20000 and quantity > '-Infinity' and quantity < 'Infinity' and
    unit_value_amount > '-Infinity' and unit_value_amount < 'Infinity') not valid,
  add constraint award_item_unit_value_currency_known check (app.is_currency(unit_value_currency)) not valid;
alter table tenders.briefing_session
  add constraint briefing_session_bounded check (
    octet_length(key) <= 20000 and octet_length(venue) <= 20000) not valid;
alter table tenders.buyer
  add constraint buyer_bounded check (
    octet_length(key) <= 20000 and octet_length(name) <= 20000 and octet_length(local_id) <= 800000) not valid;
alter table tenders.item
  add constraint item_bounded check (
    octet_length(key) <= 20000 and octet_length(lot_key) <= 20000 and octet_length(classification_id) <= 20000 and
    octet_length(classification_scheme) <= 20000 and octet_length(unit) <= 20000 and
    octet_length(classification_description) <= 20000 and octet_length(description) <= 20000 and
    quantity > '-Infinity' and quantity < 'Infinity') not valid;
alter table tenders.lot
  add constraint lot_bounded check (
    octet_length(key) <= 20000 and octet_length(status) <= 20000 and octet_length(title) <= 20000 and
    octet_length(description) <= 800000 and value_amount > '-Infinity' and value_amount < 'Infinity') not valid,
  add constraint lot_value_currency_known check (app.is_currency(value_currency)) not valid;
alter table tenders.public_contract
  add constraint public_contract_bounded check (
    octet_length(key) <= 20000 and octet_length(status) <= 20000 and octet_length(award_key) <= 20000 and
    octet_length(title) <= 20000 and value_amount > '-Infinity' and value_amount < 'Infinity') not valid,
  add constraint public_contract_value_currency_known check (app.is_currency(value_currency)) not valid;
alter table tenders.quarantined_release
  add constraint quarantined_release_bounded check (
    octet_length(reason) <= 20000 and octet_length(origin) <= 800000 and octet_length(ocid) <= 800000 and
    octet_length(release_id) <= 800000 and octet_length(detail) <= 800000) not valid;
alter table tenders.release
  add constraint release_bounded check (
    octet_length(ocid) <= 20000 and octet_length(release_id) <= 20000 and octet_length(published_date) <= 800000 and
    octet_length(version) <= 800000 and cardinality(extensions) <= 1000 and
    octet_length(array_to_string(extensions, '')) <= 1000000) not valid;
alter table tenders.search_block
  add constraint search_block_bounded check (
    pg_column_size(buyer_values) <= 67108864 and pg_column_size(category_values) <= 67108864 and
    pg_column_size(cube_values) <= 67108864) not valid;
alter table tenders.search_change
  add constraint search_change_bounded check (
    cardinality(places) <= 8192) not valid;
alter table tenders.search_word
  add constraint search_word_bounded check (
    octet_length(lexeme) <= 20000) not valid;
alter table tenders.source
  add constraint source_bounded check (
    octet_length(ocid_prefix) <= 20000 and octet_length(title) <= 20000 and octet_length(url) <= 20000 and
    octet_length(last_error) <= 20000 and pg_column_size(coverage) <= 1000000 and
    pg_column_size(cursor) <= 1000000 and pg_column_size(polling) <= 1000000 and pg_column_size(settings) <= 1000000) not valid;
alter table tenders.source_page
  add constraint source_page_bounded check (
    octet_length(url) <= 20000 and octet_length(next_url) <= 20000 and octet_length(etag) <= 20000 and
    octet_length(last_modified) <= 20000 and octet_length(fingerprint) <= 20000) not valid;
alter table tenders.source_run
  add constraint source_run_bounded check (
    octet_length(target) <= 20000 and octet_length(error) <= 800000 and pg_column_size(counts) <= 1000000) not valid;
alter table tenders.supplier
  add constraint supplier_bounded check (
    octet_length(key) <= 20000 and octet_length(name) <= 20000) not valid;
alter table tenders.supplier_identifier
  add constraint supplier_identifier_bounded check (
    octet_length(scheme) <= 20000 and octet_length(identifier) <= 20000) not valid;
alter table tenders.supplier_record
  add constraint supplier_record_bounded check (
    octet_length(key) <= 20000 and octet_length(country) <= 20000 and octet_length(name) <= 20000 and
    octet_length(legal_name) <= 20000 and octet_length(local_id) <= 20000 and octet_length(locality) <= 20000 and
    octet_length(postal_code) <= 20000 and octet_length(region) <= 20000 and octet_length(scale) <= 20000 and
    octet_length(street) <= 20000 and pg_column_size(identifiers) <= 1000000) not valid;
alter table tenders.team_source
  add constraint team_source_bounded check (
    pg_column_size(cursor) <= 1000000 and pg_column_size(last_counts) <= 1000000) not valid;
alter table tenders.team_tender
  add constraint team_tender_bounded check (
    octet_length(array_to_string(skills, '')) <= 20000 and pg_column_size(client) <= 1000000 and
    pg_column_size(raw) <= 67108864 and value_amount < 'Infinity' and budget_min < 'Infinity' and
    budget_max < 'Infinity') not valid,
  add constraint team_tender_value_currency_known check (app.is_currency(value_currency)) not valid,
  add constraint team_tender_budget_currency_known check (app.is_currency(budget_currency)) not valid;
alter table tenders.tender
  add constraint tender_bounded check (
    octet_length(ocid) <= 20000 and octet_length(language) <= 20000 and octet_length(category) <= 20000 and
    octet_length(method) <= 20000 and octet_length(procurement_category) <= 20000 and
    octet_length(province) <= 20000 and octet_length(status_evidence) <= 20000 and
    octet_length(publisher_status) <= 20000 and octet_length(title) <= 20000 and
    octet_length(buyer_name) <= 20000 and octet_length(contact_email) <= 20000 and
    octet_length(contact_name) <= 20000 and octet_length(contact_phone) <= 20000 and
    octet_length(method_details) <= 20000 and octet_length(reference) <= 20000 and
    octet_length(description) <= 800000 and octet_length(special_conditions) <= 800000 and
    octet_length(delivery_location) <= 800000 and octet_length(closing_raw) <= 800000 and value_amount < 'Infinity') not valid,
  add constraint tender_value_currency_known check (app.is_currency(value_currency)) not valid;
alter table tenders.tender_document
  add constraint tender_document_bounded check (
    octet_length(key) <= 20000 and octet_length(format) <= 20000 and octet_length(language) <= 20000 and
    octet_length(document_type) <= 20000 and octet_length(title) <= 20000 and octet_length(filename) <= 20000 and
    octet_length(url) <= 20000) not valid;
alter table tenders.tender_fact
  add constraint tender_fact_bounded check (
    pg_column_size(cidb) <= 1000000 and pg_column_size(bbbee) <= 1000000 and pg_column_size(briefing) <= 1000000 and
    pg_column_size(preference) <= 1000000) not valid;
alter table tenders.tender_search
  add constraint tender_search_bounded check (
    octet_length(lifecycle) <= 20000 and octet_length(category) <= 20000 and octet_length(method) <= 20000 and
    octet_length(procurement_category) <= 20000 and octet_length(province) <= 20000 and
    octet_length(value_statement) <= 20000 and cardinality(cidb) <= 200 and
    octet_length(array_to_string(cidb, '')) <= 20000 and value_amount > '-Infinity' and value_amount < 'Infinity') not valid,
  add constraint tender_search_value_currency_known check (app.is_currency(value_currency)) not valid;
alter table tenders.tender_version
  add constraint tender_version_bounded check (
    pg_column_size(changes) <= 67108864) not valid;
alter table events.inbox
  add constraint inbox_bounded check (
    octet_length(written_by) <= 20000) not valid;

comment on table identity.session is 'A sign-in of a person to a team, on one device, until it ends or runs out.';

-- Down Migration

alter table identity.account drop constraint account_bounded;
alter table identity.company_profile drop constraint company_profile_bounded;
alter table insights.eligibility_rule drop constraint eligibility_rule_bounded, drop constraint eligibility_rule_currency_known;
alter table insights.preference_rule drop constraint preference_rule_bounded, drop constraint preference_rule_currency_known;
alter table tenders.award drop constraint award_bounded, drop constraint award_value_currency_known;
alter table tenders.award_item drop constraint award_item_bounded, drop constraint award_item_unit_value_currency_known;
alter table tenders.briefing_session drop constraint briefing_session_bounded;
alter table tenders.buyer drop constraint buyer_bounded;
alter table tenders.item drop constraint item_bounded;
alter table tenders.lot drop constraint lot_bounded, drop constraint lot_value_currency_known;
alter table tenders.public_contract drop constraint public_contract_bounded, drop constraint public_contract_value_currency_known;
alter table tenders.quarantined_release drop constraint quarantined_release_bounded;
alter table tenders.release drop constraint release_bounded;
alter table tenders.search_block drop constraint search_block_bounded;
alter table tenders.search_change drop constraint search_change_bounded;
alter table tenders.search_word drop constraint search_word_bounded;
alter table tenders.source drop constraint source_bounded;
alter table tenders.source_page drop constraint source_page_bounded;
alter table tenders.source_run drop constraint source_run_bounded;
alter table tenders.supplier drop constraint supplier_bounded;
alter table tenders.supplier_identifier drop constraint supplier_identifier_bounded;
alter table tenders.supplier_record drop constraint supplier_record_bounded;
alter table tenders.team_source drop constraint team_source_bounded;
alter table tenders.team_tender drop constraint team_tender_bounded, drop constraint team_tender_value_currency_known, drop constraint team_tender_budget_currency_known;
alter table tenders.tender drop constraint tender_bounded, drop constraint tender_value_currency_known;
alter table tenders.tender_document drop constraint tender_document_bounded;
alter table tenders.tender_fact drop constraint tender_fact_bounded;
alter table tenders.tender_search drop constraint tender_search_bounded, drop constraint tender_search_value_currency_known;
alter table tenders.tender_version drop constraint tender_version_bounded;
alter table events.inbox drop constraint inbox_bounded;
comment on table identity.session is null;
drop function app.is_currency(text);
