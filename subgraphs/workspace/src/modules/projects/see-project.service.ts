import { projectSeen } from '@hub/runtime/events';
import { notFound, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { requireIn } from './project-access.js';
import { changeProject, lockProject } from './project.repository.js';
import { noProject, rememberProject, tellOfProject, type ProjectChanged } from './project-results.js';
import { findTenderVersion } from './project-tender.repository.js';

type Result = ProjectChanged<'MarkProjectSeenSuccess'> | NotFound;

/** Keeps that somebody has looked at the newest version of the tender. It is no change of the project itself. */
export async function markProjectSeen(context: Context, { id }: { readonly id: string }): Promise<Result> {
  const result = await context.database.write(async (tx): Promise<Result> => {
    const current = await lockProject(tx, id);
    if (current === null || current.deletedAt !== null) return notFound(noProject);
    requireIn(context.actor, tx, 'project:update', id);
    const seenVersion = await findTenderVersion(tx, current.tenderId);
    if (seenVersion === current.seenVersion) return { __typename: 'MarkProjectSeenSuccess', project: current };
    const project = await changeProject(tx, current, { seenVersion, seenAt: context.now() });
    await tellOfProject(tx, projectSeen, { before: current, after: project });
    return { __typename: 'MarkProjectSeenSuccess', project };
  });
  if ('project' in result) rememberProject(context, result.project);
  return result;
}
