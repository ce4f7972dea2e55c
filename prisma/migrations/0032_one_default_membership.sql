-- Up Migration

-- 32. A person has one default team at most: the database keeps it so.
--
-- Where somebody has several, the first that they joined stays. Cost: reads identity.membership twice; nobody waits.
-- Undo: the down section.
--
-- Backfill

update identity.membership m set is_default = false
where m.is_default and exists (
  select 1 from identity.membership earlier
  where earlier.account_id = m.account_id and earlier.is_default
    and (earlier.created_at, earlier.id) < (m.created_at, m.id));
drop index concurrently if exists identity.membership_default;
create unique index concurrently membership_default on identity.membership (account_id) where is_default;

-- Down Migration

drop index identity.membership_default;
