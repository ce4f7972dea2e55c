-- Up Migration

-- N. <Which statement reads by this index, and what it took without it.>
--
-- Read prisma/live-changes.md first. Cost: reads the table twice, and nobody waits; it waits for older transactions to end.
-- Undo: the down section.
--
-- Outside a transaction

-- What a try that was cut short has left is invalid: it is dropped and built anew.
drop index concurrently if exists <schema>.<thing>_<columns>;
create index concurrently <thing>_<columns> on <schema>.<thing> (<columns>);

-- Down Migration

drop index <schema>.<thing>_<columns>;
