-- Up Migration

-- 179. A project shows how much of its work is done, and how many changes of its tender nobody of the team has acknowledged.
--
-- It is counted when it is asked for, of rows that indexes find by the project; nothing is kept.
--
-- Cost: grants only. Undo: the down section.

grant select (recorded_at) on tenders.tender_version to svc_workspace;
grant select (team_id, tender_id, release_id) on tenders.change_acknowledgement to svc_workspace;

-- Down Migration

revoke select (team_id, tender_id, release_id) on tenders.change_acknowledgement from svc_workspace;
revoke select (recorded_at) on tenders.tender_version from svc_workspace;
