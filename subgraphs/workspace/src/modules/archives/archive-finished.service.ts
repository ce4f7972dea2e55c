import type { TeamDatabase } from '@hub/runtime/database';
import type { RequestScope } from '@hub/runtime/service';
import { lockProject } from '../projects/project.repository.js';
import { findDueProjects, isDue, queueDueTeams } from './due-projects.repository.js';
import { putAway } from './put-away.js';

/** Queues a job for each team that has finished projects to put away by now. */
export function queueArchiving(database: TeamDatabase, now: Date): Promise<void> {
  return database.write((tx) => queueDueTeams(tx, now));
}

/**
 * Puts away the team's projects that were finished longer ago than it has chosen, each in a transaction of its own: cut off anywhere, a
 * project is where it was or in the archive, never in both or neither. What was taken up again meanwhile, or is too large, stays.
 */
export async function archiveFinished(scope: RequestScope): Promise<void> {
  const now = scope.now();
  const due = await scope.database.read((db) => findDueProjects(db, now));
  for (const id of due)
    await scope.database.write(async (tx) => {
      const current = await lockProject(tx, id);
      if (current !== null && (await isDue(tx, id, now))) await putAway(scope, { tx, current });
    });
}
