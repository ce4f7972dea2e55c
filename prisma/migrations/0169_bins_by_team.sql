-- Up Migration

-- 169. The bin of a team is found by the team: each list of its tasks leaves out what belongs to projects in its bin, and read the bins of
-- all teams for that, by the index of what is to be purged. And what a team says of a tender is found by both: a project looked at
-- what all teams say of its tender.
--
-- Read prisma/live-changes.md first. Cost: reads the tables twice, and nobody waits; it waits for older transactions to end.
-- Undo: the down section.
--
-- Outside a transaction

drop index concurrently if exists workspace.project_binned;
create index concurrently project_binned on workspace.project (team_id, id) where deleted_at is not null;
drop index concurrently if exists workspace.task_binned;
create index concurrently task_binned on workspace.task (team_id, id) where deleted_at is not null;
drop index concurrently if exists workspace.activity_binned;
create index concurrently activity_binned on workspace.activity (team_id, id) where deleted_at is not null;
drop index concurrently if exists tenders.tender_override_tender_team;
create index concurrently tender_override_tender_team on tenders.tender_override (tender_id, team_id);
drop index concurrently if exists tenders.tender_override_tender;

-- Down Migration

create index tender_override_tender on tenders.tender_override (tender_id);
drop index tenders.tender_override_tender_team;
drop index workspace.project_binned;
drop index workspace.task_binned;
drop index workspace.activity_binned;
