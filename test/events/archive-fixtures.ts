import type { World } from '../kit/world.js';
import { asAdmin, idOf, type MutationFixture } from './fixture-kit.js';

async function finishedProject(world: World): Promise<string> {
  const sql = `insert into workspace.project (team_id, kind, name, status) values ($1, 'WORK', 'Pumps', 'COMPLETED') returning id`;
  return idOf(world, 'Project', sql, [world.own.team.id]);
}

async function archivedProject(world: World): Promise<string> {
  const project = `jsonb_build_object('team_id', $1::uuid, 'id', app.uuid_v7(), 'kind', 'WORK', 'name', 'Pumps', 'status', 'COMPLETED',
    'priority', 'LOW', 'version', 1, 'created_at', now(), 'updated_at', now())`;
  const sql = `insert into workspace.project_archive (team_id, project_id, name, kind, status, project_version, format_version, document,
      byte_size, sha256, member_count, stage_change_count, gate_decision_count, task_count, activity_count, comment_count)
    select $1, (p ->> 'id')::uuid, 'Pumps', 'WORK', 'COMPLETED', 1, 1, d, octet_length(d), sha256(d), 0, 0, 0, 0, 0, 0
    from (select ${project} as p) x cross join lateral convert_to(jsonb_build_object('project', p)::text, 'UTF8') d returning id`;
  return idOf(world, 'ProjectArchive', sql, [world.own.team.id]);
}

/** Mutations of the archive. */
export const archiveFixtures: Readonly<Record<string, MutationFixture>> = {
  archiveProject: {
    event: 'workspace.project_archived',
    answers: 'ArchiveProjectSuccess',
    arrange: asAdmin(async (world) => ({ id: await finishedProject(world), expectedVersion: 1 })),
  },
  restoreArchivedProject: {
    event: 'workspace.project_unarchived',
    answers: 'RestoreArchivedProjectSuccess',
    arrange: asAdmin(async (world) => ({ id: await archivedProject(world) })),
  },
};
