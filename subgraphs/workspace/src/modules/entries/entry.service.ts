import type { Entry } from '@hub/prisma/client';
import { holds, requireTeam, membershipOf } from '@hub/runtime/auth';
import { oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import { entryTracked, recordEvent } from '@hub/runtime/events';
import { notFound, pageOf, sliceOf, type PageArguments } from '@hub/runtime/graphql';
import { enqueue } from '@hub/runtime/jobs';
import type { Context } from '../../context.js';
import { sortedList, sortKeyOf } from '../lists/sorted-list.js';
import {
  countEntries,
  countEntriesByStatus,
  entrySorts,
  findEntries,
  type EntryConditions,
  type ListedEntry,
} from './entry-list.repository.js';
import * as entries from './entry.repository.js';
import type { TrackTender } from './entry-input.js';
import { alreadyTracked, assigneeNotInTeam, factsOf, remember, type TrackResult } from './entry-results.js';
import { statuses } from './enums.js';
import { memberExists } from '../members/member.repository.js';
import { unlessMemberLeft } from '../members/not-in-team.js';
import { findVisibleTenders } from '../tenders/visible-tender.repository.js';
import { scoreTender, scoringQueueOf } from './score-tender.js';

/**
 * A page of the team's entries, which can also be counted by status.
 * @throws HubError `FORBIDDEN` where the list goes by scores that the actor may not read.
 */
export async function entriesPage(
  context: Context,
  list: { conditions: EntryConditions; order: keyof typeof entrySorts; page: PageArguments },
) {
  const { conditions, order, page } = list;
  const { actor, database } = context;
  const sorting = entrySorts[order];
  const needs = conditions.scoreMin === undefined ? sorting.needs : 'insight:read';
  if (needs !== null && !holds(actor, needs)) throw insightNeeded();
  const paged = sortedList<ListedEntry>(`entries:${order}`, sorting.column?.type ?? null);
  const { after, take } = sliceOf(paged, page);
  const rows = await database.read((db) => findEntries(db, { conditions, sorting, after: sortKeyOf(after), take }));
  const count = () => database.read((db) => countEntries(db, conditions));
  // Onto the page, not into a copy of it: copying would count.
  return Object.assign(pageOf(paged, { rows, count }, page), {
    statusCounts: () => statusCounts(context, conditions),
  });
}

const insightNeeded = () =>
  new HubError('FORBIDDEN', 'Lists by readiness need the permission insight:read. Ask an admin of your team.');

/** Counts of all statuses, those that no entry has as well. The filter by status is not applied: it is what people choose. */
async function statusCounts({ database }: Context, conditions: EntryConditions) {
  const rows = await database.read((db) => countEntriesByStatus(db, { ...conditions, statuses: undefined }));
  const counts = new Map(rows.map(({ status, entryCount }) => [status, entryCount]));
  return statuses.map((status) => ({ status, entryCount: counts.get(status) ?? 0 }));
}

/** Starts tracking a tender. Of any number of people who try at once, one succeeds. */
export async function trackTender(context: Context, input: TrackTender): Promise<TrackResult> {
  const { actor, database } = context;
  const teamId = requireTeam(actor, 'Tracking a tender needs a team.');
  const { idempotencyKey: key, ...sent } = input;
  const { tenderId, status, priority, assigneeId: assigneeMembershipId = null, notes = null } = sent;
  const byMembershipId = membershipOf(actor);

  const request = { operation: 'trackTender', key, input: sent, actor };
  const track = async (tx: TeamTransaction): Promise<TrackResult> => {
    const found = await findVisibleTenders(tx, [tenderId]);
    if (found.length === 0) return notFound('There is no tender with this id.', 'tenderId');
    if (assigneeMembershipId !== null && !(await memberExists(tx, assigneeMembershipId, context.now())))
      return assigneeNotInTeam;
    const fields = { status, priority, assigneeMembershipId, notes };
    const [entry] = await entries.insertEntries(tx, found, { ...fields, teamId, byMembershipId });
    if (entry) {
      await recordEvent(tx, entryTracked, { subjectId: entry.id, body: factsOf(entry) });
      await enqueue(tx, scoreTender, { tenderId }, { key: tenderId, queue: scoringQueueOf(teamId) });
      return { __typename: 'TrackTenderSuccess', entry };
    }
    const existing = await entries.findEntryByTender(tx, tenderId);
    if (existing) return alreadyTracked(existing);
    throw new HubError('CONFLICT', 'The entry of this tender was removed at the same moment. Try again.');
  };
  const result = await unlessMemberLeft(
    database.write((tx) =>
      oncePerKey<TrackResult>(tx, request, {
        make: () => track(tx),
        createdBy: (made) => (made.__typename === 'TrackTenderSuccess' ? made.entry.id : null),
        again: async (id) => trackedAlready(await entries.findEntry(tx, id)),
      }),
    ),
    assigneeNotInTeam,
  );
  if ('entry' in result) remember(context, result.entry);
  return result;
}

function trackedAlready(entry: Entry | null): TrackResult | null {
  return entry && { __typename: 'TrackTenderSuccess', entry };
}
