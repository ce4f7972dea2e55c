import type { Entry } from '@hub/prisma/client';
import { requireTeam, membershipOf } from '@hub/runtime/auth';
import { isForeignKeyViolation } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import { pageOf, sliceOf } from '@hub/runtime/graphql';
import type { PageArguments } from '@hub/runtime/graphql';
import { enqueue } from '@hub/runtime/jobs';
import type { Context } from '../../context.js';
import { entriesIn, keyOf, sortOf } from './entry-order.js';
import type { EntryOrder } from './entry-order.js';
import * as entries from './entry.repository.js';
import type { EntryConditions, EntryFields } from './entry.repository.js';
import { scoreTender } from './score-tender.js';

export type TrackOutcome =
  | { readonly kind: 'tracked'; readonly entry: Entry }
  | { readonly kind: 'alreadyTracked'; readonly entry: Entry }
  | { readonly kind: 'tenderNotFound' }
  | { readonly kind: 'assigneeNotInTeam' };

export type UpdateOutcome =
  | { readonly kind: 'updated'; readonly entry: Entry }
  | { readonly kind: 'conflict'; readonly current: Entry }
  | { readonly kind: 'entryNotFound' }
  | { readonly kind: 'assigneeNotInTeam' };

/** A page of the team's entries. */
export async function entriesPage(
  context: Context,
  list: { conditions: EntryConditions; order: EntryOrder; page: PageArguments },
) {
  const { conditions, order, page } = list;
  const { after, take } = sliceOf(entriesIn(order), page);
  const rows = await context.database.read((db) =>
    entries.findEntries(db, { conditions, sort: sortOf(order), after: keyOf(after), take }),
  );
  return pageOf(entriesIn(order), rows, page);
}

/** Starts tracking a tender. Of any number of people who try at once, one succeeds. */
export async function trackTender(context: Context, input: EntryFields & { tenderId: string }): Promise<TrackOutcome> {
  const { actor, database } = context;
  const teamId = requireTeam(actor, 'Tracking a tender needs a team.');

  const outcome = await unlessAssigneeLeft(
    database.write(async (tx): Promise<TrackOutcome> => {
      if (!(await entries.tenderExists(tx, input.tenderId))) return { kind: 'tenderNotFound' };
      const { assigneeMembershipId } = input;
      if (assigneeMembershipId !== null && !(await entries.memberExists(tx, assigneeMembershipId, context.now()))) {
        return { kind: 'assigneeNotInTeam' };
      }
      const entry = await entries.insertEntry(tx, { ...input, teamId, byMembershipId: membershipOf(actor) });
      if (entry) {
        await enqueue(tx, scoreTender, { tenderId: input.tenderId }, { key: input.tenderId });
        return { kind: 'tracked', entry };
      }
      const existing = await entries.findEntryByTender(tx, input.tenderId);
      if (existing) return { kind: 'alreadyTracked', entry: existing };
      throw new HubError('CONFLICT', 'The entry of this tender was removed at the same moment. Try again.');
    }),
  );
  if (outcome.kind === 'tracked' || outcome.kind === 'alreadyTracked') remember(context, outcome.entry);
  return outcome;
}

/** Changes an entry if it still has the version that the change was made on. */
export async function updateEntry(
  context: Context,
  input: { id: string; expectedVersion: number; fields: Partial<EntryFields> },
): Promise<UpdateOutcome> {
  const { actor, database } = context;
  const assignee = input.fields.assigneeMembershipId ?? null;

  const outcome = await unlessAssigneeLeft(
    database.write(async (tx): Promise<UpdateOutcome> => {
      const current = await entries.findEntry(tx, input.id);
      if (!current) return { kind: 'entryNotFound' };
      if (assignee !== null && !(await entries.memberExists(tx, assignee, context.now())))
        return { kind: 'assigneeNotInTeam' };
      const entry = await entries.changeEntry(tx, { ...input, byMembershipId: membershipOf(actor) });
      if (entry) return { kind: 'updated', entry };
      // Read again: it may have changed between the two statements.
      return { kind: 'conflict', current: (await entries.findEntry(tx, input.id)) ?? current };
    }),
  );
  if (outcome.kind === 'updated') remember(context, outcome.entry);
  if (outcome.kind === 'conflict') remember(context, outcome.current);
  return outcome;
}

/** The member may leave between being looked up and being written; then the foreign key refuses the row. */
async function unlessAssigneeLeft<Outcome>(work: Promise<Outcome>): Promise<Outcome | { kind: 'assigneeNotInTeam' }> {
  try {
    return await work;
  } catch (error) {
    if (isForeignKeyViolation(error)) return { kind: 'assigneeNotInTeam' };
    throw error;
  }
}

/** Later fields of the same request must not see what a loader read before the change. */
function remember({ loaders }: Context, entry: Entry): void {
  loaders.entry.clear(entry.id).prime(entry.id, entry);
  loaders.entryByTender.clear(entry.tenderId).prime(entry.tenderId, entry);
}
