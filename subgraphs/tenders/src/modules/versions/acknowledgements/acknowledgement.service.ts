import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { changeAcknowledged, changeUnacknowledged, recordEvent } from '@hub/runtime/events';
import { idOf, notFound, type NotFound } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { Context } from '../../../context.js';
import type { VersionRow } from '../history/version.repository.js';
import { deleteAcknowledgement, findVersion, insertAcknowledgement } from './acknowledgement.repository.js';

const versionMax = 2_147_483_647;

const versionMessage = 'version is the number of a version, 2 or more.';

/** The version that the team has looked at. */
export const acknowledgeChangeInput = z.object({
  tenderId: idOf('Tender'),
  version: z.int().min(1, versionMessage).max(versionMax, versionMessage),
});

/** Notes for the actor's team that it has looked at a change. */
export async function acknowledgeChange(
  context: Context,
  { tenderId, version }: z.infer<typeof acknowledgeChangeInput>,
): Promise<{ __typename: 'AcknowledgeChangeSuccess'; change: VersionRow } | NotFound> {
  const { actor, database, loaders } = context;
  const teamId = requireTeam(actor, 'Acknowledging a change needs a team.');
  const found = await database.write(async (tx) => {
    const row = await findVersion(tx, { tenderId, version });
    const byMembershipId = membershipOf(actor);
    if (row !== null && (await insertAcknowledgement(tx, { teamId, version: row, byMembershipId })))
      await recordEvent(tx, changeAcknowledged, { subjectId: tenderId, body: { version } });
    return row;
  });
  forgetRead(loaders);
  return found === null
    ? notFound('There is no such version of a tender with this id.', 'version')
    : { __typename: 'AcknowledgeChangeSuccess', change: found };
}

/** Takes back that the actor's team has looked at a change. */
export async function unacknowledgeChange(
  { database, loaders }: Context,
  input: z.infer<typeof acknowledgeChangeInput>,
): Promise<{ __typename: 'UnacknowledgeChangeSuccess'; change: VersionRow } | NotFound> {
  const change = await database.write(async (tx) => {
    const row = await findVersion(tx, input);
    if (row === null || !(await deleteAcknowledgement(tx, row))) return null;
    await recordEvent(tx, changeUnacknowledged, { subjectId: row.tenderId, body: { version: row.version } });
    return row;
  });
  forgetRead(loaders);
  return change === null
    ? notFound('Your team has acknowledged no such change of a tender with this id.', 'version')
    : { __typename: 'UnacknowledgeChangeSuccess', change };
}

/** Later fields of the same request must not see what loaders read before. */
function forgetRead({ acknowledgement, unacknowledged, unacknowledgedCount }: Context['loaders']): void {
  for (const loader of [acknowledgement, unacknowledged, unacknowledgedCount]) loader.clearAll();
}
