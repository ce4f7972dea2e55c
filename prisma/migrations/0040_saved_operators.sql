-- Up Migration

-- 40. Saved searches keep their meaning: "or" between two words was an operator when they were saved, and OR is one now.
--
-- Texts with quotes are left as they are: within quotes it was always a word. Cost: one pass over the saved searches.
-- Undo: nothing to undo, for OR is understood by older code as well.

alter table tenders.saved_search no force row level security;
update tenders.saved_search set search = regexp_replace(search, '(?<=\S\s)or(?=\s+\S)', 'OR', 'g')
where search ~ '\S\sor\s+\S' and search !~ '"';
alter table tenders.saved_search force row level security;

-- Down Migration

select 1;
