import type { Entry } from '@hub/prisma/client';
import { invalidField, type InvalidInput, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { tenderIdOf } from './entry-tender.js';

/** An entry was made or changed. */
export interface EntryChanged<Name extends string> {
  readonly __typename: Name;
  readonly entry: Entry;
}

interface AlreadyTracked extends EntryChanged<'AlreadyTracked'> {
  readonly message: string;
  readonly code: 'ALREADY_EXISTS';
  readonly path: string[];
}

/** What comes of tracking a tender. */
export type TrackResult = EntryChanged<'TrackTenderSuccess'> | InvalidInput | NotFound | AlreadyTracked;

export const noEntry = 'Your team has no entry with this id.';

export const assigneeNotInTeam = invalidField(
  'assigneeId',
  'The assignee is not a member of your team.',
  'NOT_IN_TEAM',
);

/** What the events of an entry say of it when tracking begins and ends. Notes are not told. */
export function factsOf(entry: Entry) {
  const { status, priority, assigneeMembershipId } = entry;
  return { tenderId: tenderIdOf(entry), status, priority, assigneeMembershipId };
}

/** The answer to whoever was too late, or had forgotten. */
export function alreadyTracked(entry: Entry): AlreadyTracked {
  const message = 'Your team tracks this tender already.';
  return { __typename: 'AlreadyTracked', code: 'ALREADY_EXISTS', path: ['tenderId'], message, entry };
}

/** Later fields of the same request must not see what a loader read before the change. */
export function remember({ loaders }: Context, entry: Entry): void {
  loaders.entry.clear(entry.id).prime(entry.id, entry);
  loaders.entryByTender.clear(tenderIdOf(entry)).prime(tenderIdOf(entry), entry);
}
