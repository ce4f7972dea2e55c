-- Up Migration

-- 30. Documents say where in a tender they hang: amendments, lots, milestones and implementation are told apart.
--
-- Cost: one pass over the documents, for the check. Rows are read again by `hub reread-facts` (or the worker at night). Undo: the down section, which tells them apart no
-- longer; nothing is lost that is not in the releases.

alter table tenders.tender_document drop constraint tender_document_scope_check,
  add constraint tender_document_scope_check check (scope in
    ('PLANNING', 'TENDER', 'AMENDMENT', 'LOT', 'MILESTONE', 'AWARD', 'CONTRACT', 'IMPLEMENTATION'));

-- Down Migration

update tenders.tender_document set scope = 'TENDER' where scope in ('AMENDMENT', 'LOT', 'MILESTONE');
update tenders.tender_document set scope = 'CONTRACT' where scope = 'IMPLEMENTATION';
alter table tenders.tender_document drop constraint tender_document_scope_check,
  add constraint tender_document_scope_check check (scope in ('PLANNING', 'TENDER', 'AWARD', 'CONTRACT'));
