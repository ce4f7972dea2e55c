import type { MemberStatus } from '../../types.generated.js';

/** What the standing of a member follows from. */
interface Standing {
  readonly expiresAt: Date | null;
  readonly account: { readonly isActive: boolean };
}

/** Whether a member can use the team at a moment. */
export function memberStatusOf({ expiresAt, account }: Standing, now: Date): MemberStatus {
  if (!account.isActive) return 'DEACTIVATED';
  return isOver(expiresAt, now) ? 'EXPIRED' : 'ACTIVE';
}

/** True when a membership with this end grants nothing at a moment. */
export function isOver(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now;
}
