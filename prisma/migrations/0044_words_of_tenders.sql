-- Up Migration

-- 44. Words of public tenders get a table of their own, and what is packed of them an id by chance.
--
-- A row of tender_search was 731 bytes, because the words stood in it, and each change of a date wrote them and all their
-- entries in the index again. Now fifty rows fit on a page, and words are written when they change.
--
--   tender_words     the words of a tender; the row of tender_search no longer has them.
--   part_hashes      what the parts of a tender were when they were written: an import writes those that differ.
--   revision_id      tells a packing from all others, and change_id a change: numbers come again after a restore to an earlier
--                    moment, and a process would take what it had read before for what is stored.
--
-- This is the first of four: until the last one has run, both places of words work. Cost: catalogue rows, and a hundred
-- rows of search_block and search_change, which are locked for it. Undo: the down section.

create table tenders.tender_words (
  tender_id uuid primary key references tenders.tender (id) on delete cascade,
  words tsvector not null
);
-- Out of line when they are long, and never compressed: they are read more often than written.
alter table tenders.tender_words alter column words set storage external;
alter table tenders.tender_words set (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
comment on table tenders.tender_words is 'What a tender is found by: its words with their places and weights.';
grant select, insert, update, delete on tenders.tender_words to svc_tenders, svc_worker;

-- A row whose words have changed has changed for the search. One that has no row there yet makes itself known.
create function tenders.note_words_change() returns trigger language plpgsql as $$
begin
  -- Words that are only moved here are those that are packed already.
  if current_setting('tenders.moves_words', true) = 'on' then return null; end if;
  insert into tenders.search_change (block, places)
  select (s.doc >> 13)::integer, array_agg((s.doc & 8191)::smallint)
  from changed c join tenders.tender_search s on s.tender_id = c.tender_id group by 1;
  return null;
end $$;
create trigger words_inserted after insert on tenders.tender_words
  referencing new table as changed for each statement execute function tenders.note_words_change();
create trigger words_updated after update on tenders.tender_words
  referencing new table as changed for each statement execute function tenders.note_words_change();
create trigger words_deleted after delete on tenders.tender_words
  referencing old table as changed for each statement execute function tenders.note_words_change();

-- The release before writes words where they were.
alter table tenders.tender_search alter column words drop not null;
create function tenders.follow_words() returns trigger language plpgsql as $$
begin
  insert into tenders.tender_words (tender_id, words) values (new.tender_id, new.words)
  on conflict (tender_id) do update set words = excluded.words where tender_words.words is distinct from excluded.words;
  return null;
end $$;
create trigger words_followed after insert or update of words on tenders.tender_search
  for each row when (new.words is not null) execute function tenders.follow_words();

alter table tenders.tender add column part_hashes bytea check (octet_length(part_hashes) <= 1000);
comment on column tenders.tender.part_hashes is 'Six bytes for each group of tables that hold parts of the tender, as they were written last; null where that is not known.';

-- What is packed stays where it is, out of line.
alter table tenders.search_block add column revision_id uuid;
update tenders.search_block set revision_id = gen_random_uuid();
alter table tenders.search_block alter column revision_id set default gen_random_uuid(), alter column revision_id set not null,
  add constraint search_block_revision_id_key unique (revision_id);
comment on column tenders.search_block.revision_id is 'New with each packing: what a process has read under a revision stays true for it.';
alter table tenders.search_change add column change_id uuid not null default gen_random_uuid();

-- Down Migration

alter table tenders.search_change drop column change_id;
alter table tenders.search_block drop column revision_id;
alter table tenders.tender drop column part_hashes;
drop trigger words_followed on tenders.tender_search;
drop function tenders.follow_words;
update tenders.tender_search s set words = w.words from tenders.tender_words w where w.tender_id = s.tender_id;
update tenders.tender_search set words = '' where words is null;
alter table tenders.tender_search alter column words set not null;
drop table tenders.tender_words;
drop function tenders.note_words_change;
