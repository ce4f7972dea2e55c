-- Up Migration

-- 39. A team may stop tracking a tender, and take back that it has acknowledged a change.
--
-- Until now rows of both tables could only be added and changed. Row-level security keeps each team to its own.
-- Cost: none. Undo: the down section.

grant delete on workspace.entry to svc_workspace;
grant delete on tenders.change_acknowledgement to svc_tenders;

-- Down Migration

revoke delete on tenders.change_acknowledgement from svc_tenders;
revoke delete on workspace.entry from svc_workspace;
