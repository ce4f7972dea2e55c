import type { TeamTransaction } from '@hub/runtime/database';
import { invalidField, type InvalidInput } from '@hub/runtime/graphql';
import { holds, isRole, rolePermissions, type Actor, type Role } from '@hub/runtime/auth';
import { hasOtherOwner } from './membership.repository.js';

/** Somebody whose membership is to change, and who changes it. */
export interface OwnerQuestion {
  readonly id: string;
  /** Role of who does it; null for the product itself. */
  readonly by: Role | null;
  readonly before: string;
  /** Role held afterwards; null for none. */
  readonly after: string | null;
  readonly now: Date;
  /** The field that would be wrong. */
  readonly path: string;
}

/** Why a change of who owns the team is refused; null when it is not. The transaction has locked the members of the team. */
export async function refusalByOwners(tx: TeamTransaction, question: OwnerQuestion): Promise<InvalidInput | null> {
  const { id, by, before, after, now, path } = question;
  if (before !== 'owner' && after !== 'owner') return null;
  if (by !== 'owner') return invalidField(path, 'Only an owner of the team can make, change or remove an owner.');
  if (before !== 'owner' || after === 'owner') return null;
  if (await hasOtherOwner(tx, id, now)) return null;
  return invalidField(path, 'A team has at least one owner. Make somebody else an owner first.');
}

const beyond = 'You can only give, change and take roles whose permissions you hold yourself.';

/** Why somebody may not turn one role into another: nobody reaches beyond what they may do themselves. Null when they may. */
export function refusalByReach(actor: Actor, roles: readonly (string | null)[], path: string): InvalidInput | null {
  const reached = roles.flatMap((role) => (role !== null && isRole(role) ? [...rolePermissions[role]] : []));
  return reached.every((permission) => holds(actor, permission)) ? null : invalidField(path, beyond);
}
