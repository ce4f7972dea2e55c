import type { TeamSource } from '@hub/prisma/client';
import { type Plan, requireTeam } from '@hub/runtime/auth';
import { isUniqueViolation } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import type { PageArguments } from '@hub/runtime/graphql';
import { enqueue } from '@hub/runtime/jobs';
import { z } from 'zod';
import type { Context } from '../../../context.js';
import { uuidV7 } from '../../../bulk/index.js';
import { pageOf, sliceOf, type PagedList } from '@hub/runtime/graphql';
import { pollTeamSourceAddress, queueOf } from '../jobs/addresses.js';
import { sealCredentials, type Credentials } from './credentials.js';
import type { TeamSourceKindName, TeamSourceChanges } from './team-source-input.js';
import * as sources from './team-source.repository.js';

export type AddOutcome =
  | { readonly kind: 'added'; readonly source: TeamSource }
  | { readonly kind: 'nameTaken' }
  | { readonly kind: 'tooMany'; readonly max: number };
export type UpdateOutcome =
  | { readonly kind: 'updated'; readonly source: TeamSource }
  | { readonly kind: 'conflict'; readonly current: TeamSource }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'nameTaken' }
  | { readonly kind: 'credentialsNeeded' };
export type PollOutcome =
  | { readonly kind: 'queued'; readonly source: TeamSource }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'disabled' };

/** Sources that a team may have, by its plan. */
const sourcesMax: Readonly<Record<Plan, number>> = { FREE: 1, BASIC: 5, PRO: 50 };

type NewSource = TeamSourceChanges & { kind: TeamSourceKindName; name: string; url: string };

/** Sets up a source and queues its first poll, both or neither. */
export async function addTeamSource(context: Context, changes: NewSource): Promise<AddOutcome> {
  const { actor, database } = context;
  const teamId = requireTeam(actor, 'A source of a team needs a team.');
  const id = uuidV7();
  const max = sourcesMax[actor.kind === 'user' || actor.kind === 'partner' ? actor.plan : 'PRO'];
  const {
    credentials = null,
    mapping = '{}',
    timeZone = 'UTC',
    requestsPerHour = 600,
    pollIntervalSeconds = 3_600,
    ...fields
  } = changes;
  const sealed = sealedFor(context, credentials, { teamId, id });
  return database.write(async (tx): Promise<AddOutcome> => {
    await sources.lockTeamSources(tx, teamId);
    if ((await sources.countTeamSources(tx)) >= max) return { kind: 'tooMany', max };
    const source = await sources.insertTeamSource(tx, {
      ...fields,
      id,
      teamId,
      mapping,
      timeZone,
      requestsPerHour,
      pollIntervalSeconds,
      isEnabled: true,
      credentials: sealed,
      byMembershipId: actor.kind === 'user' ? actor.membershipId : null,
      nextPollAt: context.now(),
    });
    if (source === null) return { kind: 'nameTaken' };
    await enqueue(tx, pollTeamSourceAddress, { teamSourceId: id, isForced: false }, { key: id, queue: queueOf(id) });
    return { kind: 'added', source };
  });
}

/** Changes a source if it still has the version that the change was made on, and polls it anew. */
export async function updateTeamSource(
  context: Context,
  change: { id: string; expectedVersion: number; changes: TeamSourceChanges },
): Promise<UpdateOutcome> {
  const { id, expectedVersion, changes } = change;
  const teamId = requireTeam(context.actor, 'A source of a team needs a team.');
  const { credentials, ...fields } = changes;
  const sealed = credentials === undefined ? {} : { credentials: sealedFor(context, credentials, { teamId, id }) };
  try {
    return await context.database.write(async (tx): Promise<UpdateOutcome> => {
      const current = await sources.findTeamSource(tx, id);
      if (current === null) return { kind: 'notFound' };
      if (current.version !== expectedVersion) return { kind: 'conflict', current };
      // Else whoever may change an address could have the stored secrets sent to a server of theirs.
      const moves = changes.url !== undefined && new URL(changes.url).host !== new URL(current.url).host;
      if (moves && current.credentials !== null && credentials === undefined) return { kind: 'credentialsNeeded' };
      const source = await sources.changeTeamSource(tx, {
        id,
        expectedVersion,
        fields: { ...fields, ...sealed },
        nextPollAt: context.now(),
      });
      if (source === null)
        throw new HubError('CONFLICT', 'The source was changed at the same moment. Look at it and try again.');
      if (source.isEnabled)
        await enqueue(
          tx,
          pollTeamSourceAddress,
          { teamSourceId: id, isForced: false },
          { key: id, queue: queueOf(id) },
        );
      return { kind: 'updated', source };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { kind: 'nameTaken' };
    throw error;
  }
}

/** Removes a source and all that came through it. False when there is none. */
export function removeTeamSource(context: Context, id: string): Promise<boolean> {
  return context.database.write((tx) => sources.deleteTeamSource(tx, id));
}

/** Queues a poll now. Asking again before it has run changes nothing. */
export function pollNow(context: Context, id: string): Promise<PollOutcome> {
  return context.database.write(async (tx): Promise<PollOutcome> => {
    const source = await sources.findTeamSource(tx, id);
    if (source === null) return { kind: 'notFound' };
    if (!source.isEnabled) return { kind: 'disabled' };
    await enqueue(tx, pollTeamSourceAddress, { teamSourceId: id, isForced: true }, { key: id, queue: queueOf(id) });
    return { kind: 'queued', source };
  });
}

const list: PagedList<TeamSource, readonly [string]> = {
  name: 'teamSources',
  position: z.tuple([z.guid().lowercase()]),
  positionOf: ({ id }) => [id],
};

/** A page of the team's sources, oldest first. */
export async function teamSourcesPage(context: Context, page: PageArguments) {
  const { after, take } = sliceOf(list, page);
  const rows = await context.database.read((db) => sources.findTeamSources(db, { after: after?.[0] ?? null, take }));
  return pageOf(list, rows, page);
}

function sealedFor(
  { polling }: Context,
  credentials: Credentials | null,
  row: { teamId: string; id: string },
): string | null {
  return credentials === null ? null : sealCredentials(polling.cipher, credentials, row);
}
