import type { TeamDatabase } from '@hub/runtime/database';
import type { LimitReached } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import { lockProject } from '../projects/project.repository.js';
import { findDueProjects, isDue, queueDueTeams } from './due-projects.repository.js';
import { putAway, type Archived } from './put-away.js';

/** Queues a job for each team that has finished projects to put away by now. */
export function queueArchiving(database: TeamDatabase, now: Date): Promise<void> {
  return database.write((tx) => queueDueTeams(tx, now));
}

/**
 * Puts away the team's projects that were finished longer ago than it has chosen, each in a transaction of its own: cut off anywhere, a
 * project is where it was or in the archive, never in both or neither. What was taken up again meanwhile, or is too large, stays. One
 * project that cannot be put away stops none of the others.
 *
 * @throws AggregateError with every failure, after the others were put away.
 */
export async function archiveFinished(scope: RequestScope): Promise<void> {
  const { database, logger } = scope;
  const now = scope.now();
  const tooLarge: string[] = [];
  const failures: unknown[] = [];
  for (const id of await database.read((db) => findDueProjects(db, now)))
    try {
      const result = await archiveOne(scope, id, now);
      if (result?.__typename === 'LimitReached') tooLarge.push(id);
    } catch (error) {
      logger.error({ event: 'archiving_failed', err: error, projectId: id }, 'A project could not be archived.');
      failures.push(error);
    }
  if (tooLarge.length > 0)
    logger.warn(
      { event: 'archiving_refused', projectIds: tooLarge },
      'Finished projects are too large for the archive.',
    );
  if (failures.length > 0) throw new AggregateError(failures, 'Not every finished project could be archived.');
}

function archiveOne(scope: RequestScope, id: string, now: Date): Promise<Archived | LimitReached | null> {
  return scope.database.write(async (tx) => {
    const current = await lockProject(tx, id);
    return current !== null && (await isDue(tx, id, now)) ? putAway(scope, { tx, current }) : null;
  });
}
