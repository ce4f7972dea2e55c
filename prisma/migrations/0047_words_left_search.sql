-- Up Migration

-- 47. Words are no longer in tender_search, nor numbers of packings and changes beside their ids.
--
-- Cost: catalogue rows, and an index of search_change, which is short. Processes of a release that reads tender_search.words
-- fail from here on: run it when none is left.
-- Rows shrink when they are written next; `vacuum full tenders.tender_search` shrinks all at once and makes everybody wait.
-- Undo: the down section, which copies the words back.
--
-- Contract

drop trigger words_followed on tenders.tender_search;
drop function tenders.follow_words;
alter table tenders.tender_search drop column words;
alter table tenders.search_block drop column revision;
alter table tenders.search_change drop column id, add primary key (change_id);

-- Down Migration

alter table tenders.search_change drop constraint search_change_pkey;
alter table tenders.search_change add column id bigint primary key generated always as identity;
alter table tenders.search_block add column revision bigint not null unique generated always as identity;
alter table tenders.tender_search add column words tsvector;
alter table tenders.tender_search alter column words set storage external;
alter table tenders.tender_search alter column words set statistics 500;
update tenders.tender_search s set words = w.words from tenders.tender_words w where w.tender_id = s.tender_id;
create function tenders.follow_words() returns trigger language plpgsql as $$
begin
  insert into tenders.tender_words (tender_id, words) values (new.tender_id, new.words)
  on conflict (tender_id) do update set words = excluded.words where tender_words.words is distinct from excluded.words;
  return null;
end $$;
create trigger words_followed after insert or update of words on tenders.tender_search
  for each row when (new.words is not null) execute function tenders.follow_words();
