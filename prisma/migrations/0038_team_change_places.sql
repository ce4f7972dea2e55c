-- Up Migration

-- 38. Changes of teams' own tenders that are older than places get theirs: the number that they have.
--
-- Cost: one pass over team_tender; one row for each team and transaction. Running it again changes nothing.
-- Undo: nothing; the rows go with the table.
--
-- Backfill

insert into tenders.team_change (team_id, place, number)
select distinct team_id, changed_in, changed_in from tenders.team_tender
on conflict do nothing;

-- Down Migration

select 1;
