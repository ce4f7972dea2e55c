import { allows, holds, type Actor, type Permission } from '@hub/runtime/auth';
import { authorityOf, type TeamTransaction } from '@hub/runtime/database';
import { lacks } from '@hub/runtime/graphql';

/** True when the actor holds a permission in the team or in the project at this moment, as the transaction found it. */
export function holdsNow(actor: Actor, tx: TeamTransaction, permission: Permission, projectId: string | null): boolean {
  const held = authorityOf(tx);
  return held === null ? holds(actor, permission, projectId) : allows(held, permission, projectId);
}

/**
 * @throws HubError `FORBIDDEN` for who does not hold a permission in the team or in the project at this moment. What belongs to no
 * project needs it in the team.
 */
export function requireIn(actor: Actor, tx: TeamTransaction, permission: Permission, projectId: string | null): void {
  if (!holdsNow(actor, tx, permission, projectId)) throw lacks(permission);
}
