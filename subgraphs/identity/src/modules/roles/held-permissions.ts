import { allows, type Permission } from '@hub/runtime/auth';
import { authorityOf, type TeamTransaction } from '@hub/runtime/database';

/**
 * Permissions that the writing person does not hold at this moment, in the team or in the project that is named: they cannot
 * give them to anybody. Read by the transaction itself, so that nobody gives away what was taken from them a moment ago.
 */
export function notHeld(
  tx: TeamTransaction,
  permissions: readonly Permission[],
  projectId: string | null = null,
): Permission[] {
  const held = authorityOf(tx);
  return permissions.filter((permission) => held === null || !allows(held, permission, projectId));
}
