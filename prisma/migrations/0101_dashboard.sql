-- Up Migration

-- 101. A dashboard counts the tasks of a team whenever it is opened: this index holds all that is counted, so that the rows are not read.
--
-- Cost: reads workspace.task once, and keeps writers of tasks waiting for as long. Undo: the down section.

create index task_counted on workspace.task (team_id, project_id, status, due_on) where deleted_at is null;

-- Down Migration

drop index workspace.task_counted;
