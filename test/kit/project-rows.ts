import { randomUUID } from 'node:crypto';
import { encodeId } from '@hub/runtime/graphql';
import type { TestDatabase } from './database.js';

/** A pursuit that has been decided on, with somebody who works on it. */
export async function addProject(
  { sql }: TestDatabase,
  { teamId, name, member, tenderRow }: { teamId: string; name: string; member: string; tenderRow: string },
): Promise<
  Record<'Project' | 'Task' | 'Activity' | 'StageChange' | 'GateDecision' | 'Comment' | 'ProjectArchive', string>
> {
  const [project, task, activity] = [randomUUID(), randomUUID(), randomUUID()];
  const [step, decision, comment, archive] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await sql(
    `insert into workspace.project (team_id, id, kind, tender_id, name, stage, status, win_probability, seen_version, outcome_reasons,
       capture_manager_membership_id, proposal_manager_membership_id, created_by_membership_id, updated_by_membership_id)
     values ($1, $2, 'PURSUIT', $3, $4, 'PHASE_1', 'ACTIVE', 40, 1, $6, $5, $5, $5, $5)`,
    [teamId, project, tenderRow, `project of ${name}`, member, `reasons of ${name}`],
  );
  await sql(
    `insert into workspace.project_member (team_id, project_id, membership_id, role) values ($1, $2, $3, 'MANAGER')`,
    [teamId, project, member],
  );
  await sql(
    `insert into workspace.task (team_id, id, project_id, title, due_on, assignee_membership_id, created_by_membership_id, updated_by_membership_id)
     values ($1, $2, $3, $4, '2026-03-31', $5, $5, $5)`,
    [teamId, task, project, `task of ${name}`, member],
  );
  await sql(
    `insert into workspace.activity (team_id, id, project_id, kind, title, starts_at, time_zone, assignee_membership_id, created_by_membership_id, updated_by_membership_id)
     values ($1, $2, $3, 'MEETING', $4, '2026-03-31T08:00:00Z', 'Africa/Johannesburg', $5, $5, $5)`,
    [teamId, activity, project, `activity of ${name}`, member],
  );
  await sql(
    `insert into workspace.activity_participant (team_id, activity_id, membership_id, name, email)
     values ($1, $2, $3, null, null), ($1, $2, null, $4, $5)`,
    [teamId, activity, member, `guest of ${name}`, `guest-of-${teamId}@example.org`],
  );
  await sql(
    `insert into workspace.stage_change (team_id, id, project_id, from_stage, to_stage, from_status, to_status, reason, changed_by_membership_id)
     values ($1, $2, $3, 'PHASE_0', 'PHASE_1', 'ACTIVE', 'ACTIVE', $4, $5)`,
    [teamId, step, project, `step of ${name}`, member],
  );
  await sql(
    `insert into workspace.gate_decision (team_id, id, project_id, from_stage, to_stage, decision, note, approver_membership_id, evidence)
     values ($1, $2, $3, 'PHASE_0', 'PHASE_1', 'GO', $4, $5, '{}')`,
    [teamId, decision, project, `decision of ${name}`, member],
  );
  await sql(
    `insert into workspace.comment (team_id, id, project_id, text, created_by_membership_id, updated_by_membership_id)
     values ($1, $2, $3, $4, $5, $5)`,
    [teamId, comment, project, `comment of ${name}`, member],
  );
  await sql(`insert into workspace.comment_mention (team_id, comment_id, membership_id) values ($1, $2, $3)`, [
    ...[teamId, comment, member],
  ]);
  await sql(
    `insert into workspace.project_archive (team_id, id, project_id, name, kind, status, project_version, format_version, document, byte_size,
       sha256, member_count, stage_change_count, gate_decision_count, task_count, activity_count, comment_count, archived_by_membership_id)
     select $1::uuid, $2::uuid, gen_random_uuid(), $3::text, 'WORK', 'COMPLETED', 1, 1, d, octet_length(d), sha256(d), 0, 0, 0, 0, 0, 0, $4::uuid
     from convert_to(jsonb_build_object('about', $3::text)::text, 'UTF8') d`,
    [teamId, archive, `archive of ${name}`, member],
  );
  return {
    ProjectArchive: encodeId('ProjectArchive', archive),
    Comment: encodeId('Comment', comment),
    Task: encodeId('Task', task),
    Activity: encodeId('Activity', activity),
    Project: encodeId('Project', project),
    StageChange: encodeId('StageChange', step),
    GateDecision: encodeId('GateDecision', decision),
  };
}
