import { membershipOf, requireTeam, type Actor } from '@hub/runtime/auth';
import { findPlanLimit, oncePerKey, type KeyedRequest, type TeamTransaction } from '@hub/runtime/database';
import { recordEvent, teamSourceCreated } from '@hub/runtime/events';
import { limitReached, type InvalidInput, type LimitReached } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import { uuidV7 } from '../../../bulk/index.js';
import { checkMapping } from './mapping-input.js';
import { sourceChanges } from './source-changes.js';
import { refusalOfKind, type CreateTeamSource } from './team-source-input.js';
import { nameTaken, queuePoll, sealedFor, type Changed } from './team-source-writes.js';
import * as sources from './team-source.repository.js';

type AddResult = Changed<'CreateTeamSourceSuccess'> | InvalidInput | LimitReached;

/** Sets up a source and queues its first poll, both or neither. */
export async function createTeamSource(context: Context, input: CreateTeamSource): Promise<AddResult> {
  const { actor, database } = context;
  const teamId = requireTeam(actor, 'A source of a team needs a team.');
  const refusal = refusalOfKind(input);
  if (refusal !== null) return refusal;
  const checked = checkMapping(input.kind, input.mapping);
  if (!('own' in checked)) return checked;
  const id = uuidV7();
  const { kind, name, url, timeZone = 'UTC', requestsPerHour = 600, pollIntervalSeconds = 3_600 } = input;
  const credentials = sealedFor(context, input.credentials ?? null, { teamId, id });
  const add = async (tx: TeamTransaction): Promise<AddResult> => {
    await sources.lockTeamSources(tx, teamId);
    const max = await findPlanLimit(tx, 'SOURCES');
    const used = await sources.countTeamSources(tx);
    if (max !== null && used >= max) return limitReached(limitMessage(max), { max, used });
    const source = await sources.insertTeamSource(tx, {
      ...{
        id,
        teamId,
        kind,
        name,
        url,
        mapping: JSON.stringify(checked.own),
        timeZone,
        requestsPerHour,
        pollIntervalSeconds,
        credentials,
      },
      isEnabled: true,
      byMembershipId: membershipOf(actor),
      nextPollAt: context.now(),
    });
    if (source === null) return nameTaken;
    await recordEvent(tx, teamSourceCreated, { subjectId: id, body: { changes: sourceChanges(null, source) } });
    await queuePoll(tx, id, { isForced: false });
    return { __typename: 'CreateTeamSourceSuccess', source };
  };
  return database.write((tx) =>
    oncePerKey<AddResult>(tx, keyedRequestOf(input, actor), {
      make: () => add(tx),
      createdBy: (made) => (made.__typename === 'CreateTeamSourceSuccess' ? made.source.id : null),
      again: async (earlierId) => {
        const source = await sources.findTeamSource(tx, earlierId);
        return source && { __typename: 'CreateTeamSourceSuccess', source };
      },
    }),
  );
}

/** Of credentials only the kind counts as input: not even a hash of a secret is kept. */
function keyedRequestOf({ idempotencyKey: key, ...sent }: CreateTeamSource, actor: Actor): KeyedRequest {
  const input = { ...sent, credentials: sent.credentials?.kind };
  return { operation: 'createTeamSource', key, input, actor };
}

function limitMessage(max: number): string {
  return `Your plan allows ${max === 1 ? 'one source' : `${max} sources`}. Remove one or change the plan.`;
}
