import type { Project } from '@hub/prisma/client';
import { requireTeam } from '@hub/runtime/auth';
import { isForeignKeyViolation, isUniqueViolation, lockUntilCommit, type TeamTransaction } from '@hub/runtime/database';
import { projectUnarchived, recordEvent } from '@hub/runtime/events';
import {
  encodeId,
  invalidField,
  notFound,
  type InvalidInput,
  type LimitReached,
  type NotFound,
} from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { showPeople } from '../../project-document/people.js';
import { requireIn } from '../projects/project-access.js';
import { projectLimit } from '../projects/project-limit.js';
import { rememberProject, type ProjectChanged } from '../projects/project-results.js';
import { findProject } from '../projects/project.repository.js';
import { findKeyedPeople, findWholeArchive, removeArchive } from './archive.repository.js';
import { unpackProject, wouldMakeCircle } from './unpack.repository.js';

type Restored = ProjectChanged<'RestoreArchivedProjectSuccess'> & { readonly deletedId: string };
type Result = Restored | InvalidInput | NotFound | LimitReached;

const noArchive = notFound('Your team has no archive with this id.');

/** Gives an archived project back as it was, if the plan of the team has room for it. */
export async function restoreArchivedProject(context: Context, { id }: { readonly id: string }): Promise<Result> {
  const result = await unlessGone(context.database.write((tx) => restore(context, tx, id)));
  if ('project' in result) {
    rememberProject(context, result.project);
    context.loaders.projectArchive.clear(id);
  }
  return result;
}

async function restore({ actor, now }: Context, tx: TeamTransaction, id: string): Promise<Result> {
  const archive = await findWholeArchive(tx, id);
  if (archive === null) return noArchive;
  const { teamId, projectId, status, projectVersion, sha256 } = archive;
  requireIn(actor, tx, 'project:delete', projectId);
  const full = await projectLimit(tx, requireTeam(actor, 'Restoring a project needs a team.'));
  if (full !== null && status !== 'ARCHIVED') return full;
  const json = showPeople(Buffer.from(archive.document).toString('utf8'), await findKeyedPeople(tx, id));
  await lockUntilCommit(tx, `task-dependencies:${teamId}`);
  if (await wouldMakeCircle(tx, json))
    return invalidField('id', 'Tasks of this project would wait for each other in a circle now.');
  if (!(await removeArchive(tx, id))) return noArchive;
  await unpackProject(tx, json, now());
  const project = await backIn(tx, projectId);
  const body = {
    ...{ version: projectVersion, archiveId: id, changes: [] },
    sha256: Buffer.from(sha256).toString('hex'),
  };
  await recordEvent(tx, projectUnarchived, { subjectId: projectId, body });
  return { __typename: 'RestoreArchivedProjectSuccess', deletedId: encodeId('ProjectArchive', id), project };
}

async function backIn(tx: TeamTransaction, id: string): Promise<Project> {
  const project = await findProject(tx, id);
  if (project === null) throw new Error('The database gave no project back.');
  return project;
}

/** What only the database can refuse: a reference that another project has now, and a tender that is gone. */
async function unlessGone(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (isUniqueViolation(error))
      return invalidField('id', 'Another project of your team has the reference of this one.', 'NAME_TAKEN');
    if (isForeignKeyViolation(error))
      return invalidField('id', 'The tender of this project is gone. Its document can still be read.', 'NOT_FOUND');
    throw error;
  }
}
