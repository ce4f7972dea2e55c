-- Up Migration

-- N. <What nobody uses any more, and since which release.>
--
-- Read prisma/live-changes.md first. The release before this one must not use it: its processes still run beside this one's.
-- Cost: catalogue rows only. Undo: the down section (<what is lost>).
--
-- Contract

alter table <schema>.<thing> drop column <column>;

-- Down Migration

alter table <schema>.<thing> add column <column> text;
