-- Up Migration

-- 15. Searching a million tenders: one index that knows words and filters together, and counts that are read, not made.
--
--   tender_search_words  also holds what is filtered by, published_at by its week and values by their digits, so that what a
--                        text and a filter have in common is worked out inside the index. Before, every tender with the
--                        word was read.
--   tender_search.doc    numbers rows; 8,192 numbers make a block.
--   search_block         the columns that facets count by, of one block, and the places of its common words: all counts
--                        of a search are added up from these. Made by the job tenders:pack-search out of tender_search.
--   search_change        blocks that have changed since they were packed. Triggers write it in the transaction that
--                        changes rows, so a reader sees a change and its mark together and counts such a block by rows.
--
-- Reference tables: copies of public tenders, to be made again at any time.
--
-- Cost: numbering rewrites tender_search and making the index reads it: about a minute for a million tenders, during which
-- imports and searches wait. Searches with counts are slow until the first run of the job, a minute later.
-- Undo: the down section (loses nothing that is not in tender_search).

alter table tenders.tender_search add column doc bigint generated always as identity;
comment on column tenders.tender_search.doc is 'Number of the row; a row written anew gets another. 8,192 numbers make a block of search_block.';

-- Weeks since 1970 are few, so that each stands in an index with a list of its rows.
create function tenders.week_of(timestamptz) returns integer language sql immutable strict parallel safe
  return case when isfinite($1) then floor(extract(epoch from $1 at time zone 'UTC') / 604800)::integer end;
comment on function tenders.week_of is 'Weeks since 1970; null for never.';

drop index tenders.tender_search_words;
create index tender_search_words on tenders.tender_search using gin (
  words, province, category, buyer_id, method, procurement_category,
  tenders.week_of(published_at),
  length(trunc(value_amount)::text),
  ((doc >> 13)::integer)
) with (fastupdate = on, gin_pending_list_limit = 4096);
-- Common words differ in how common they are: with the usual hundred the rarer ones all look alike to the planner.
alter table tenders.tender_search alter column words set statistics 500;

create table tenders.search_change (block integer not null);
create index search_change_block on tenders.search_change (block);
comment on table tenders.search_change is 'Blocks whose rows have changed since they were packed, once for each statement that did it.';
insert into tenders.search_change select distinct (doc >> 13)::integer from tenders.tender_search;

create function tenders.note_search_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    insert into tenders.search_change select block from tenders.search_block;
  else
    insert into tenders.search_change select distinct (doc >> 13)::integer from changed;
  end if;
  if tg_op = 'UPDATE' then
    insert into tenders.search_change select distinct (doc >> 13)::integer from became;
  end if;
  return null;
end $$;
create trigger search_inserted after insert on tenders.tender_search
  referencing new table as changed for each statement execute function tenders.note_search_change();
create trigger search_updated after update on tenders.tender_search
  referencing old table as changed new table as became for each statement execute function tenders.note_search_change();
create trigger search_deleted after delete on tenders.tender_search
  referencing old table as changed for each statement execute function tenders.note_search_change();
create trigger search_truncated after truncate on tenders.tender_search
  for each statement execute function tenders.note_search_change();

create table tenders.search_block (
  block integer primary key,
  -- New with each packing: what a process has read under a revision stays true for it.
  revision bigint not null unique generated always as identity,
  cubes bytea not null,
  cube_values jsonb not null,
  categories bytea not null,
  category_values jsonb not null,
  buyers bytea not null,
  buyer_values jsonb not null,
  closings bytea not null,
  openings bytea not null,
  packed_at timestamptz not null default now()
);
comment on table tenders.search_block is 'Columns of tender_search for 8,192 rows: for each a code into the list of values beside it, -1 where there is no row.';
comment on column tenders.search_block.cube_values is 'Province, lifecycle, procurement category, method, currency, range of value, briefing: what takes few values, together.';
comment on column tenders.search_block.closings is 'Milliseconds since 1970, rounded up; NaN where not stated or where the status does not depend on it.';

create table tenders.search_block_word (
  revision bigint not null references tenders.search_block (revision) on delete cascade,
  word text not null,
  places bytea not null,
  primary key (word, revision)
);
create index search_block_word_revision on tenders.search_block_word (revision);
comment on table tenders.search_block_word is 'Where in a block a word occurs, for words in at least one of a hundred of its rows.';
-- They are read whole and often; taking them apart would cost more than reading them.
alter table tenders.search_block alter column cubes set storage external, alter column categories set storage external,
  alter column buyers set storage external, alter column closings set storage external, alter column openings set storage external;
alter table tenders.search_block_word alter column places set storage external;

grant select on tenders.search_change, tenders.search_block, tenders.search_block_word to svc_tenders, svc_worker;
grant insert, delete on tenders.search_change, tenders.search_block, tenders.search_block_word to svc_tenders, svc_worker;

-- Down Migration

drop table tenders.search_block_word, tenders.search_block;
drop trigger search_inserted on tenders.tender_search;
drop trigger search_updated on tenders.tender_search;
drop trigger search_deleted on tenders.tender_search;
drop trigger search_truncated on tenders.tender_search;
drop function tenders.note_search_change;
drop table tenders.search_change;
alter table tenders.tender_search alter column words set statistics -1;
drop index tenders.tender_search_words;
drop function tenders.week_of;
alter table tenders.tender_search drop column doc;
create index tender_search_words on tenders.tender_search using gin (words) with (fastupdate = on, gin_pending_list_limit = 4096);
