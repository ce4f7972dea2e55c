-- Up Migration

-- 29. Exports know how often they failed by themselves, apart from how often they were begun: a store that was away and a
-- worker that was ended are not held against them.
--
-- Cost: a column with a constant default, added without a rewrite; tenders.export is locked for a moment.
-- Undo: the down section (exports under way begin to count anew).

alter table tenders.export add column failures integer not null default 0 check (failures >= 0);
comment on column tenders.export.failures is 'Runs that failed by themselves: not for want of a store, and not because their worker ended.';
grant insert (failures), update (failures) on tenders.export to svc_tenders;

-- Down Migration

alter table tenders.export drop column failures;
