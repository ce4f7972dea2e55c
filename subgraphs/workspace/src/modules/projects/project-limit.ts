import { findPlanLimit, lockUntilCommit, type TeamTransaction } from '@hub/runtime/database';
import { limitReached, type LimitReached } from '@hub/runtime/graphql';
import { countLiveProjects } from './project.repository.js';

/**
 * Null when the team has room for one project more; those in the bin and in the archive do not count. Others of the team
 * who ask wait until this transaction ends, so that two cannot take the last place.
 */
export async function projectLimit(tx: TeamTransaction, teamId: string): Promise<LimitReached | null> {
  await lockUntilCommit(tx, `projects:${teamId}`);
  const max = await findPlanLimit(tx, 'PROJECTS');
  if (max === null) return null;
  const used = await countLiveProjects(tx);
  if (used < max) return null;
  const projects = max === 1 ? 'one project' : `${max} projects`;
  return limitReached(`Your plan allows ${projects}. Archive or delete one first.`, { max, used });
}
