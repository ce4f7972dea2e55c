-- Up Migration

-- 134. What a team tracks is listed by how ready it is for it.
--
-- The scores are insights' own (0133); workspace reads the three columns that its lists go by, of the team alone as row-level
-- security of that table has it, and writes none.
--
-- Cost: catalogue rows only. Undo: the down section.

grant usage on schema insights to svc_workspace;
grant select (team_id, tender_id, score) on insights.readiness_score to svc_workspace;

-- Down Migration

revoke select (team_id, tender_id, score) on insights.readiness_score from svc_workspace;
revoke usage on schema insights from svc_workspace;
