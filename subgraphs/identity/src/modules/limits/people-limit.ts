import { findPlanLimit, lockUntilCommit, type TeamTransaction } from '@hub/runtime/database';
import { limitReached, type LimitReached } from '@hub/runtime/graphql';

/**
 * Null when the team has room for one person more. Others of the team who ask wait until this transaction ends, so that two
 * cannot take the last place.
 */
export async function peopleLimit(
  tx: TeamTransaction,
  teamId: string,
  countUsed: (tx: TeamTransaction) => Promise<number>,
): Promise<LimitReached | null> {
  await lockUntilCommit(tx, `people:${teamId}`);
  const max = await findPlanLimit(tx, 'PEOPLE');
  if (max === null) return null;
  const used = await countUsed(tx);
  if (used < max) return null;
  const people = max === 1 ? 'one person' : `${max} people`;
  return limitReached(`Your plan allows ${people}, those who are invited included.`, { max, used });
}
