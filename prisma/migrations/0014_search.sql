-- Up Migration

-- 14. The words of public tenders, so that a search that found nothing can tell a typing error from a word.
--
-- A reference table as all of public tenders. Importers add what is new to them; nothing is ever removed, since a word
-- that no tender has any more is counted before it is offered and then left out. It holds a country's vocabulary, some
-- hundred thousand short rows. Words of teams' own tenders are not in it: this list is everybody's.
--
-- Cost: a new table and a function. Words of the 20,000 newest tenders are taken over, some ten seconds; they are nearly
-- all that people search for, and older ones come in as they are imported again. Undo: the down section.

create table tenders.search_word (
  word text primary key check (length(word) between 4 and 40),
  lexeme text not null
);
create index search_word_similar on tenders.search_word using gin (word public.gin_trgm_ops);
create index search_word_lexeme on tenders.search_word (lexeme);
comment on table tenders.search_word is 'Words of public tenders in lower case, to correct typing errors with.';
comment on column tenders.search_word.lexeme is 'What the word is stored and searched as; empty for words too common to search for.';

insert into tenders.search_word (word, lexeme)
select word, coalesce((tsvector_to_array(to_tsvector('tenders.words', word)))[1], '')
from (
  select distinct unnest(regexp_split_to_array(lower(concat_ws(' ', title, description, buyer_name)), '[^a-z]+')) as word
  from (select title, description, buyer_name from tenders.tender order by id desc limit 20000) newest
) words
where length(word) between 4 and 40;

-- A setting of an extension may be given to a function once the extension's library is loaded: by calling into it.
do $$ begin perform public.similarity('', ''); end $$;

-- Below the usual 0.3: a wrong letter in the middle of a word of five leaves less than that of its trigrams alike.
create function tenders.similar_words(typed text) returns setof tenders.search_word
  language sql stable parallel safe
  set pg_trgm.similarity_threshold = 0.2
  as $$
    select w.* from tenders.search_word w where w.word operator(public.%) typed
    order by public.similarity(w.word, typed) desc, w.word limit 20
  $$;
comment on function tenders.similar_words is 'Words that look like the one typed, the most similar first.';

-- Search reads the words of all of a team's own tenders, since under row-level security their index would lie idle:
-- not compressed they are read several times as fast. For rows written from now on.
alter table tenders.team_tender alter column words set storage external;

grant select on tenders.search_word to
  svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker;
grant insert on tenders.search_word to svc_tenders, svc_worker;

-- Down Migration

alter table tenders.team_tender alter column words set storage extended;
drop function tenders.similar_words;
drop table tenders.search_word;
