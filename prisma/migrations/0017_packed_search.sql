-- Up Migration

-- 17. Pages of a search out of packed columns, as its counts are.
--
-- Sixteen clients who searched a million tenders at once waited 250 ms, nearly all of it for posting lists of the word index
-- being put together. A packed block now has all its words, so a service finds rows in memory and the database only weighs
-- and orders those.
--
--   search_block    also has when rows were published and close, their values, and where each word occurs (before: words
--                   in at least one of a hundred rows, in a table of their own).
--   search_change   names the rows that have changed since a block was packed, no longer just the block: a changed row
--                   is looked at by itself, and the others of its block are still found in memory.
--   tender_search   rows are fetched by their number; the word index loses weeks and digits, by which nothing is found now.
--
-- Cost: making the word index reads tender_search: about half a minute for a million tenders, during which imports wait.
-- All blocks are packed anew by the job tenders:pack-search (some minutes for a million tenders); until then searches go by
-- rows and are slow for common words. Undo: the down section (loses nothing that is not in tender_search).
--
-- Contract

drop index tenders.tender_search_words;
create index tender_search_words on tenders.tender_search using gin (
  words, province, category, buyer_id, method, procurement_category, ((doc >> 13)::integer)
) with (fastupdate = on, gin_pending_list_limit = 4096);
create unique index tender_search_doc on tenders.tender_search (doc);
drop function tenders.week_of;

drop table tenders.search_block_word;
delete from tenders.search_block;
alter table tenders.search_block
  drop column closings,
  drop column openings,
  add column published bytea not null,
  add column closing bytea not null,
  add column opening bytea not null,
  add column amounts bytea not null,
  add column terms bytea not null,
  add column term_counts bytea not null,
  add column term_places bytea not null;
alter table tenders.search_block
  alter column published set storage external, alter column closing set storage external,
  alter column opening set storage external, alter column amounts set storage external,
  alter column terms set storage external, alter column term_counts set storage external,
  alter column term_places set storage external;
comment on table tenders.search_block is 'Columns of tender_search for 8,192 rows, and where in them each word occurs. Codes point into the list of values beside them, -1 where there is no row; times are microseconds since 1970 and amounts numbers, NaN where not stated.';
comment on column tenders.search_block.terms is 'Words, pairs of neighbours (0x01 and three digits of a hash) and CIDB designations (0x02 and the key, alone where there is none), in the order of their bytes, each ended by a line feed.';
comment on column tenders.search_block.term_counts is 'In how many rows each term occurs, two bytes each.';
comment on column tenders.search_block.term_places is 'The rows of each term in any order, one term after the other, two bytes each.';

drop table tenders.search_change;
create table tenders.search_change (
  id bigint primary key generated always as identity,
  block integer not null,
  places smallint[] not null
);
create index search_change_block on tenders.search_change (block);
comment on table tenders.search_change is 'Rows that have changed since their block was packed: for each statement and block, their places in it.';
insert into tenders.search_change (block, places)
select (doc >> 13)::integer, array_agg((doc & 8191)::smallint) from tenders.tender_search group by 1;

create or replace function tenders.note_search_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    insert into tenders.search_change (block, places)
    select block, array(select place::smallint from generate_series(0, 8191) as place) from tenders.search_block;
  else
    insert into tenders.search_change (block, places)
    select (doc >> 13)::integer, array_agg((doc & 8191)::smallint) from changed group by 1;
  end if;
  -- A number may be given anew by hand; then both rows have changed.
  if tg_op = 'UPDATE' then
    insert into tenders.search_change (block, places)
    select (doc >> 13)::integer, array_agg((doc & 8191)::smallint) from became
    where doc not in (select doc from changed) group by 1;
  end if;
  return null;
end $$;

grant select, insert, delete on tenders.search_change to svc_tenders, svc_worker;

-- Down Migration

drop table tenders.search_change;
create table tenders.search_change (block integer not null);
create index search_change_block on tenders.search_change (block);
comment on table tenders.search_change is 'Blocks whose rows have changed since they were packed, once for each statement that did it.';
insert into tenders.search_change select distinct (doc >> 13)::integer from tenders.tender_search;
create or replace function tenders.note_search_change() returns trigger language plpgsql as $$
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
grant select, insert, delete on tenders.search_change to svc_tenders, svc_worker;

delete from tenders.search_block;
alter table tenders.search_block
  drop column published, drop column closing, drop column opening, drop column amounts,
  drop column terms, drop column term_counts, drop column term_places,
  add column closings bytea not null,
  add column openings bytea not null;
alter table tenders.search_block alter column closings set storage external, alter column openings set storage external;
comment on table tenders.search_block is 'Columns of tender_search for 8,192 rows: for each a code into the list of values beside it, -1 where there is no row.';
comment on column tenders.search_block.closings is 'Milliseconds since 1970, rounded up; NaN where not stated or where the status does not depend on it.';
create table tenders.search_block_word (
  revision bigint not null references tenders.search_block (revision) on delete cascade,
  word text not null,
  places bytea not null,
  primary key (word, revision)
);
create index search_block_word_revision on tenders.search_block_word (revision);
comment on table tenders.search_block_word is 'Where in a block a word occurs, for words in at least one of a hundred of its rows.';
alter table tenders.search_block_word alter column places set storage external;
grant select, insert, delete on tenders.search_block_word to svc_tenders, svc_worker;

create function tenders.week_of(timestamptz) returns integer language sql immutable strict parallel safe
  return case when isfinite($1) then floor(extract(epoch from $1 at time zone 'UTC') / 604800)::integer end;
comment on function tenders.week_of is 'Weeks since 1970; null for never.';
drop index tenders.tender_search_doc;
drop index tenders.tender_search_words;
create index tender_search_words on tenders.tender_search using gin (
  words, province, category, buyer_id, method, procurement_category,
  tenders.week_of(published_at),
  length(trunc(value_amount)::text),
  ((doc >> 13)::integer)
) with (fastupdate = on, gin_pending_list_limit = 4096);
