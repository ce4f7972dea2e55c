-- Up Migration

-- 23. A public tender says where its publisher shows it.
--
-- The address is read out of the releases by the importer. Tenders that are stored already get theirs from the nightly
-- job that reads texts again (`reread-facts`), or at once from `npm run hub -- reread-facts`. The South African portal has
-- no page for a single tender: its own record of it is the address.
--
-- Cost: a column without a default, which rewrites nothing. Undo: the down section (the addresses are in the releases).

alter table tenders.tender add column url text check (length(url) <= 2000);
comment on column tenders.tender.url is 'Page of the notice at the publisher, or the publisher''s record of the tender; http or https.';

update tenders.source
set settings = settings || '{"noticeUrl": "https://ocds-api.etenders.gov.za/api/OCDSReleases/release/{ocid}"}'
where name = 'za-etenders';

-- Down Migration

update tenders.source set settings = settings - 'noticeUrl' where name = 'za-etenders';
alter table tenders.tender drop column url;
