-- Up Migration

-- 41. A team's own tenders are found by abbreviations, ocids and provinces in every writing, as public ones are.
--
-- Cost: the table is rewritten, for the search column is computed anew; it holds thousands of rows and not millions. Rows that
-- are there have the new words once their source has changed them. Undo: the down section; nothing is lost but those words.
--
-- Contract

alter table tenders.team_tender add column kept_words text check (length(kept_words) <= 20000);
comment on column tenders.team_tender.kept_words is 'Words that it is found by beside those of its text, separated by blanks.';
alter table tenders.team_tender drop column words;
alter table tenders.team_tender add column words tsvector generated always as (
  setweight(to_tsvector('tenders.words', tenders.spaced(coalesce(title, '') || ' ' || coalesce(reference, ''))), 'A')
  || setweight(to_tsvector('tenders.words', tenders.spaced(coalesce(description, ''))), 'B')
  || setweight(to_tsvector('tenders.words', tenders.spaced(coalesce(buyer_name, '') || ' ' || coalesce(category, ''))), 'C')
  || setweight(to_tsvector('tenders.words', tenders.spaced(coalesce(kept_words, ''))), 'D')
) stored;
alter table tenders.team_tender alter column words set storage external;
grant insert (kept_words), update (kept_words) on tenders.team_tender to svc_tenders;

-- Down Migration

alter table tenders.team_tender drop column words;
alter table tenders.team_tender drop column kept_words;
alter table tenders.team_tender add column words tsvector generated always as (
  setweight(to_tsvector('tenders.words', tenders.spaced(coalesce(title, '') || ' ' || coalesce(reference, ''))), 'A')
  || setweight(to_tsvector('tenders.words', tenders.spaced(coalesce(description, ''))), 'B')
  || setweight(to_tsvector('tenders.words', tenders.spaced(coalesce(buyer_name, '') || ' ' || coalesce(category, ''))), 'C')
) stored;
alter table tenders.team_tender alter column words set storage external;
