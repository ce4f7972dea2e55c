import type { Connection, InvalidInput, LimitReached, NotFound, PageArguments } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { sortedPage } from '../lists/sorted-page.service.js';
import { changingProject, type OpenChange } from '../projects/change-project.service.js';
import { noStep } from '../projects/move-project.service.js';
import type { ProjectConflict, TransitionRefused } from '../projects/project-results.js';
import { archiveSorts, countArchives, findArchivePage, type ArchiveConditions } from './archive-list.repository.js';
import type { Archive } from './archive.repository.js';
import { putAway, type Archived } from './put-away.js';

type Result = Archived | InvalidInput | NotFound | ProjectConflict | TransitionRefused | LimitReached;

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

/** A page of the team's archives. */
export function archivesPage(
  context: Context,
  { conditions, order, page }: { conditions: ArchiveConditions; order: keyof typeof archiveSorts; page: PageArguments },
): Promise<Connection<Archive>> {
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
