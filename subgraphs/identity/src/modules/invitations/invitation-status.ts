import type { Invitation } from '@hub/prisma/client';
import { HubError } from '@hub/runtime/errors';
import type { InvitationStatus } from '../../types.generated.js';

const stored: readonly InvitationStatus[] = ['PENDING', 'ACCEPTED', 'REVOKED'];

/** How an invitation stands at a moment: one that nobody accepted in time has expired. */
export function statusOf({ status, expiresAt }: Invitation, now: Date): InvitationStatus {
  const known = stored.find((one) => one === status);
  if (known === undefined)
    throw new HubError('INTERNAL_SERVER_ERROR', `The database holds an unknown status: ${status}.`);
  return known === 'PENDING' && expiresAt <= now ? 'EXPIRED' : known;
}
