import type { TeamSource } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { isUniqueViolation } from '@hub/runtime/database';
import { recordEvent, teamSourceDeleted, teamSourcePolled, teamSourceUpdated } from '@hub/runtime/events';
import {
  conflictWith,
  encodeId,
  invalidField,
  notFound,
  pageOf,
  sliceOf,
  type Conflict,
  type InvalidInput,
  type NotFound,
  type PageArguments,
  type PagedList,
} from '@hub/runtime/graphql';
import { z } from 'zod';
import type { Context } from '../../../context.js';
import { queueOf } from '../jobs/addresses.js';
import { nameTaken, queuePoll, sealedFor, type Changed } from './team-source-writes.js';
import { checkMapping } from './mapping-input.js';
import { kindOf, type UpdateTeamSource } from './team-source-input.js';
import { sourceChanges } from './source-changes.js';
import * as sources from './team-source.repository.js';

type UpdateResult =
  Changed<'UpdateTeamSourceSuccess'> | InvalidInput | NotFound | Conflict<'TeamSourceConflict', TeamSource>;
type Polled = Changed<'PollTeamSourceSuccess'> & { readonly delay: 'NO_WORKER' | 'WORKER_LOST' | null };
type PollResult = Polled | InvalidInput | NotFound;

const sourceNotFound = notFound('Your team has no source with this id.');
const disabled = invalidField('id', 'The source is switched off. Enable it first.', 'INACTIVE');

/** Changes a source if it still has the version that the change was made on, and polls it anew. */
export async function updateTeamSource(context: Context, input: UpdateTeamSource): Promise<UpdateResult> {
  const { id, expectedVersion, mapping, credentials, ...fields } = input;
  const teamId = requireTeam(context.actor, 'A source of a team needs a team.');
  const sealed = credentials === undefined ? {} : { credentials: sealedFor(context, credentials, { teamId, id }) };
  try {
    return await context.database.write(async (tx): Promise<UpdateResult> => {
      // Locked, so that what the event tells is what this change found.
      const current = await sources.lockTeamSource(tx, id);
      if (current === null) return sourceNotFound;
      const checked = mapping === undefined ? undefined : checkMapping(kindOf(current.kind), mapping);
      if (checked !== undefined && !('own' in checked)) return checked;
      if (current.version !== expectedVersion) return conflictWith('TeamSourceConflict', 'source', current);
      // Else whoever may change an address could have the stored secrets sent to a server of theirs.
      const moves = fields.url !== undefined && new URL(fields.url).host !== new URL(current.url).host;
      if (moves && current.credentials !== null && credentials === undefined) return credentialsNeeded;
      const source = await sources.changeTeamSource(tx, {
        id,
        expectedVersion,
        fields: { ...fields, ...sealed, ...(checked && { mapping: JSON.stringify(checked.own) }) },
        nextPollAt: context.now(),
        byMembershipId: membershipOf(context.actor),
      });
      if (source === null) return sourceNotFound;
      const body = { version: source.version, changes: sourceChanges(current, source) };
      await recordEvent(tx, teamSourceUpdated, { subjectId: id, body });
      if (source.isEnabled) await queuePoll(tx, id, { isForced: false });
      return { __typename: 'UpdateTeamSourceSuccess', source };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return nameTaken;
    throw error;
  }
}

const credentialsNeeded = invalidField(
  'credentials',
  'Give the credentials again with an address on another host, or null to remove them.',
  'REQUIRED',
);

/** Removes a source and all that came through it, with the team's entries of it. */
export async function deleteTeamSource(
  context: Context,
  { id }: { id: string },
): Promise<{ __typename: 'DeleteTeamSourceSuccess'; deletedId: string } | NotFound> {
  const isRemoved = await context.database.write(async (tx) => {
    const source = await sources.lockTeamSource(tx, id);
    if (source === null) return false;
    const entryCount = await sources.countEntriesOfSource(tx, id);
    if (!(await sources.deleteTeamSource(tx, id))) return false;
    const body = { entryCount, changes: sourceChanges(source, null) };
    await recordEvent(tx, teamSourceDeleted, { subjectId: id, body });
    return true;
  });
  return isRemoved ? { __typename: 'DeleteTeamSourceSuccess', deletedId: encodeId('TeamSource', id) } : sourceNotFound;
}

/** Queues a poll now, and says what holds it up. A second request before it has run changes nothing. */
export function pollNow(context: Context, { id }: { id: string }): Promise<PollResult> {
  return context.database.write(async (tx): Promise<PollResult> => {
    // Locked: of two requests at once the second finds the poll of the first.
    const source = await sources.lockTeamSource(tx, id);
    if (source === null) return sourceNotFound;
    if (!source.isEnabled) return disabled;
    if (!(await sources.isPollDue(tx, id))) {
      await recordEvent(tx, teamSourcePolled, { subjectId: id, body: {} });
      await queuePoll(tx, id, { isForced: true });
    }
    const delay = await sources.findPollDelay(tx, queueOf(id));
    return { __typename: 'PollTeamSourceSuccess', source, delay };
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
  return pageOf(list, { rows, count: () => context.database.read(sources.countTeamSources) }, page);
}
