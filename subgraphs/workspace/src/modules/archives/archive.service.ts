import { createHash } from 'node:crypto';
import { membershipOf } from '@hub/runtime/auth';
import { projectArchived, recordEvent } from '@hub/runtime/events';
import {
  encodeId,
  limitReached,
  type Connection,
  type InvalidInput,
  type LimitReached,
  type NotFound,
  type PageArguments,
} from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { formatVersion, hidePeople, idsIn } from '../../project-document/people.js';
import { sortedPage } from '../lists/sorted-page.service.js';
import { changingProject, type OpenChange } from '../projects/change-project.service.js';
import { noStep } from '../projects/move-project.service.js';
import type { ProjectConflict, TransitionRefused } from '../projects/project-results.js';
import { archiveSorts, countArchives, findArchivePage, type ArchiveConditions } from './archive-list.repository.js';
import * as archives from './archive.repository.js';

interface Archived {
  readonly __typename: 'ArchiveProjectSuccess';
  readonly deletedId: string;
  readonly archive: archives.Archive;
}

type Result = Archived | InvalidInput | NotFound | ProjectConflict | TransitionRefused | LimitReached;

/** What the table takes as well. */
const bytesMax = 20_000_000;
const finished = new Set(['COMPLETED', 'CANCELLED', 'ARCHIVED']);

/** Writes a finished project out with all that belongs to it, and only then takes it away. */
export async function archiveProject(
  context: Context,
  input: { readonly id: string; readonly expectedVersion: number },
): Promise<Result> {
  const work = async (change: OpenChange): Promise<Result> => {
    if (!finished.has(change.current.status))
      return { ...noStep(change.current), message: 'Only a project that is completed or cancelled can be archived.' };
    return putAway(context, change);
  };
  const result = await changingProject<Result>(context, input, work, 'project:delete');
  if ('archive' in result) context.loaders.project.clear(input.id);
  return result;
}

async function putAway({ actor }: Context, { tx, current }: OpenChange): Promise<Archived | LimitReached> {
  await archives.lockWholeProject(tx, current.id);
  const { json, counts } = await archives.writeOut(tx, { id: current.id, formatVersion });
  const people = await archives.keysOfMembers(tx, idsIn(json));
  const document = Buffer.from(hidePeople(json, people), 'utf8');
  if (document.length > bytesMax)
    return limitReached('This project is too large for the archive.', { max: bytesMax, used: document.length });
  const { teamId, id: projectId, name, reference, kind, status, version } = current;
  const sha256 = createHash('sha256').update(document).digest();
  const archive = await archives.insertArchive(
    tx,
    {
      ...{ teamId, projectId, name, reference, kind, status, projectVersion: version, formatVersion, ...counts },
      ...{ document, byteSize: document.length, sha256, archivedByMembershipId: membershipOf(actor) },
    },
    people,
  );
  await archives.removeProject(tx, projectId);
  const body = { version, archiveId: archive.id, sha256: sha256.toString('hex'), changes: [] };
  await recordEvent(tx, projectArchived, { subjectId: projectId, body });
  return { __typename: 'ArchiveProjectSuccess', deletedId: encodeId('Project', projectId), archive };
}

/** A page of the team's archives. */
export function archivesPage(
  context: Context,
  { conditions, order, page }: { conditions: ArchiveConditions; order: keyof typeof archiveSorts; page: PageArguments },
): Promise<Connection<archives.Archive>> {
  return sortedPage(
    context,
    { name: `projectArchives:${order}`, sorting: archiveSorts[order], page },
    {
      find: (db, slice) => findArchivePage(db, conditions, slice),
      count: (db) => countArchives(db, conditions),
      rows: context.loaders.projectArchive,
    },
  );
}
