import { requireTeam } from '@hub/runtime/auth';
import { HubError } from '@hub/runtime/errors';
import type { Context } from '../../../context.js';
import type { VersionRow } from '../history/version.repository.js';
import { findVersion, insertAcknowledgement } from './acknowledgement.repository.js';

const versionMax = 2_147_483_647;

/**
 * Takes note of a change for the actor's team; null when there is no such version.
 * @throws HubError `BAD_USER_INPUT` for a number that no version can have.
 */
export async function acknowledgeChange(
  context: Context,
  { tenderId, version }: { tenderId: string; version: number },
): Promise<VersionRow | null> {
  const { actor, database, loaders } = context;
  const teamId = requireTeam(actor, 'Taking note of a change needs a team.');
  if (version < 1 || version > versionMax) {
    throw new HubError('BAD_USER_INPUT', 'version is the number of a version, 2 or more.', {
      details: { argument: 'version' },
    });
  }
  const found = await database.write(async (tx) => {
    const row = await findVersion(tx, { tenderId, version });
    const byMembershipId = actor.kind === 'user' ? actor.membershipId : null;
    if (row !== null) await insertAcknowledgement(tx, { teamId, version: row, byMembershipId });
    return row;
  });
  // Later fields of the same request must not see what loaders read before.
  loaders.acknowledgement.clearAll();
  loaders.unacknowledged.clearAll();
  return found;
}
