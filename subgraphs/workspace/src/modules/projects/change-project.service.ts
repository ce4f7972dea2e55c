import type { Project } from '@hub/prisma/client';
import { membershipOf, type Permission } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { conflictWith, notFound, type InvalidInput, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { requireIn } from './project-access.js';
import { changeProject, lockProject, type ProjectFields } from './project.repository.js';
import { noProject, rememberProject, unlessRefused, type ProjectConflict } from './project-results.js';

/** A change of a project as the transaction finds it, which nobody else changes meanwhile. */
export interface OpenChange {
  readonly tx: TeamTransaction;
  readonly current: Project;
  /** Writes the fields, counts the change, and answers the project as it is then. */
  readonly write: (fields: ProjectFields) => Promise<Project>;
}

type Refused = NotFound | ProjectConflict | InvalidInput;

/**
 * Changes a project that is not in the bin, if it still has the version that the change was made on.
 * @param permission - what that needs, in the team or in the project.
 */
export async function changingProject<Result extends Answer>(
  context: Context,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
  work: (change: OpenChange) => Promise<Result>,
  permission: Permission = 'project:update',
): Promise<Result | Refused> {
  const result = await unlessRefused(
    context.database.write(async (tx): Promise<Result | NotFound | ProjectConflict> => {
      const current = await lockProject(tx, id);
      if (current === null || current.deletedAt !== null) return notFound(noProject);
      requireIn(context.actor, tx, permission, current.id);
      if (current.version !== expectedVersion) return conflictWith('ProjectConflict', 'project', current);
      return work({ tx, current, write: writerOf(context, tx, current) });
    }),
  );
  rememberIn(context, result);
  return result;
}

/** Writes fields of a locked project as the next version of it. */
export function writerOf({ actor }: Context, tx: TeamTransaction, current: Project): OpenChange['write'] {
  return (fields) =>
    changeProject(tx, current, {
      ...fields,
      version: { increment: 1 },
      updatedByMembershipId: membershipOf(actor),
    });
}

/** An answer, and the project in it as it is now. */
interface Answer {
  readonly __typename: string;
  readonly project?: Project;
  readonly current?: Project;
}

function rememberIn(context: Context, { project, current }: Answer): void {
  for (const found of [project, current]) if (found !== undefined) rememberProject(context, found);
}
