-- Up Migration

-- 52. Each publisher is a source of its own: what was imported as nobody's is given to who published it when its process is
-- read again (`hub reread-facts`, or the worker at night). And a release says itself whether its id is the publisher's.
--
-- Cost: a grant, a column without a rewrite, and one pass over the releases whose id was made of their ocid and date. Undo:
-- the down section; releases stay with the sources that they were given to.

grant update (source_id) on tenders.release to svc_tenders, svc_worker;
alter table tenders.release add column is_id_derived boolean not null default false;
comment on column tenders.release.is_id_derived is 'True where the publisher gave it no id: it is made of ocid and date.';
update tenders.release set is_id_derived = true where release_id = 'derived:' || ocid || '-' || published_date;

-- Down Migration

alter table tenders.release drop column is_id_derived;
revoke update (source_id) on tenders.release from svc_tenders, svc_worker;
