-- Up Migration

-- 55. A change names its tenders, and rows that a change writes have room beside them.
--
-- Tenders and versions of a change were found by an index of changed_in. So each update of a tender wrote an entry into all
-- five indexes of its table, although nothing else in them had changed. Now the change has their ids, and an update stays on
-- its page: it writes what differs, and no index.
--
--   tender_ids    tenders that the change wrote. Whoever writes a change by hand need not name them: a trigger looks.
--   fillfactor    half of a page of tender and tender_search is left to updates. Pages that exist fill up as they are.
--
-- Cost: reads tender and tender_version once and rewrites the rows of change, one for each 200 tenders, under a lock on
-- change: seconds for a million tenders. Feeds and the reader of changes wait meanwhile. Undo: the down section.

alter table tenders.change add column tender_ids uuid[] check (cardinality(tender_ids) <= 1000000);
comment on column tenders.change.tender_ids is 'Tenders that it wrote. One that was changed again since has another changed_in.';
grant insert (tender_ids) on tenders.change to svc_tenders;

create function tenders.tenders_of_change(p_number bigint) returns uuid[]
  language sql stable
  set search_path = pg_catalog, pg_temp
  as $$
    select coalesce(array_agg(id), '{}') from (
      select t.id from tenders.tender t where t.changed_in = p_number
      union select v.tender_id from tenders.tender_version v where v.changed_in = p_number
    ) as written
  $$;
comment on function tenders.tenders_of_change is 'Reads both tables as a whole: for changes that were written by hand.';
create function tenders.name_tenders_of_change() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
begin
  new.tender_ids := tenders.tenders_of_change(new.number);
  return new;
end
$$;
create trigger name_tenders before insert on tenders.change
  for each row when (new.tender_ids is null) execute function tenders.name_tenders_of_change();

update tenders.change c set tender_ids = written.ids
from (
  select changed_in, array_agg(distinct id) as ids from (
    select changed_in, id from tenders.tender union all select changed_in, tender_id from tenders.tender_version
  ) as both_tables group by changed_in
) as written where written.changed_in = c.number;
update tenders.change set tender_ids = '{}' where tender_ids is null;
alter table tenders.change alter column tender_ids set not null;

alter table tenders.tender set (fillfactor = 50);
alter table tenders.tender_search set (fillfactor = 50);

-- Down Migration

alter table tenders.tender_search reset (fillfactor);
alter table tenders.tender reset (fillfactor);
drop trigger name_tenders on tenders.change;
drop function tenders.name_tenders_of_change();
drop function tenders.tenders_of_change(bigint);
alter table tenders.change drop column tender_ids;
