import type { Project } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { projectDeleted, projectRestored } from '@hub/runtime/events';
import { encodeId, notFound, type InvalidInput, type LimitReached, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { changingProject, writerOf, type OpenChange } from './change-project.service.js';
import { projectLimit } from './project-limit.js';
import { requireIn } from './project-access.js';
import { lockProject } from './project.repository.js';
import { rememberProject, tellOfProject, type ProjectChanged, type ProjectConflict } from './project-results.js';

type Deleted = ProjectChanged<'DeleteProjectSuccess'> & { readonly deletedId: string };
type DeleteResult = Deleted | InvalidInput | NotFound | ProjectConflict;
type RestoreResult = ProjectChanged<'RestoreProjectSuccess'> | NotFound | LimitReached;

/** Puts a project into the bin. */
export function deleteProject(
  context: Context,
  input: { readonly id: string; readonly expectedVersion: number },
): Promise<DeleteResult> {
  const work = async ({ tx, current, write }: OpenChange): Promise<DeleteResult> => {
    const project = await write({
      deletedAt: context.now(),
      deletedByMembershipId: membershipOf(context.actor),
    });
    await tellOfProject(tx, projectDeleted, { before: current, after: project });
    return { __typename: 'DeleteProjectSuccess', deletedId: encodeId('Project', project.id), project };
  };
  return changingProject<DeleteResult>(context, input, work, 'project:delete');
}

/** Takes a project out of the bin, if the plan of the team has room for it. */
export async function restoreProject(context: Context, { id }: { readonly id: string }): Promise<RestoreResult> {
  const result = await context.database.write(async (tx): Promise<RestoreResult> => {
    const current: Project | null = await lockProject(tx, id);
    if (current === null || current.deletedAt === null)
      return notFound('There is no project with this id in the bin of your team.');
    requireIn(context.actor, tx, 'project:delete', id);
    const full = await projectLimit(tx, requireTeam(context.actor, 'Restoring a project needs a team.'));
    if (full !== null && current.status !== 'ARCHIVED') return full;
    const project = await writerOf(context, tx, current)({ deletedAt: null, deletedByMembershipId: null });
    await tellOfProject(tx, projectRestored, { before: current, after: project });
    return { __typename: 'RestoreProjectSuccess', project };
  });
  if ('project' in result) rememberProject(context, result.project);
  return result;
}
