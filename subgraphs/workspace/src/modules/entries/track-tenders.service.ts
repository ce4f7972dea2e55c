import type { Entry } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import { entryTracked, recordEvents } from '@hub/runtime/events';
import { notFound, type InvalidInput } from '@hub/runtime/graphql';
import { enqueueMany } from '@hub/runtime/jobs';
import type { Context } from '../../context.js';
import type { TrackTenders } from './entry-input.js';
import { alreadyTracked, assigneeNotInTeam, factsOf, remember, type TrackResult } from './entry-results.js';
import { tenderIdOf } from './entry-tender.js';
import * as entries from './entry.repository.js';
import { memberExists } from '../members/member.repository.js';
import { unlessMemberLeft } from '../members/not-in-team.js';
import { findVisibleTenders } from '../tenders/visible-tender.repository.js';
import { scoreTender, scoringQueueOf } from './score-tender.js';

interface TrackTendersSuccess {
  readonly __typename: 'TrackTendersSuccess';
  readonly results: TrackResult[];
  readonly entries: Entry[];
}

type Result = TrackTendersSuccess | InvalidInput;

/** Starts tracking many tenders in one transaction; one that cannot be tracked does not keep the others back. */
export async function trackTenders(context: Context, input: TrackTenders): Promise<Result> {
  const { actor, database } = context;
  const teamId = requireTeam(actor, 'Tracking tenders needs a team.');
  const { idempotencyKey: key, ...sent } = input;
  const { tenderIds, status, priority, assigneeId: assigneeMembershipId = null } = sent;
  const shared = { teamId, status, priority, assigneeMembershipId, notes: null, byMembershipId: membershipOf(actor) };
  const track = async (tx: TeamTransaction): Promise<Result> => {
    if (assigneeMembershipId !== null && !(await memberExists(tx, assigneeMembershipId, context.now())))
      return assigneeNotInTeam;
    const found = new Map((await findVisibleTenders(tx, tenderIds)).map((tender) => [tender.id, tender]));
    const known = tenderIds.flatMap((id) => found.get(id) ?? []);
    const added = known.length === 0 ? [] : await entries.insertEntries(tx, known, shared);
    await tell(tx, added);
    const all = known.length === 0 ? [] : await entries.findEntriesByTenderIds(tx, tenderIds);
    return successOf(tenderIds, { added, all });
  };
  const result = await unlessMemberLeft(
    database.write((tx) =>
      oncePerKey<Result>(
        tx,
        { operation: 'trackTenders', key, input: sent, actor },
        {
          make: () => track(tx),
          createdBy: firstAdded,
          again: (id) => trackedBefore(tx, tenderIds, id),
        },
      ),
    ),
    assigneeNotInTeam,
  );
  if ('entries' in result) for (const entry of result.entries) remember(context, entry);
  return result;
}

function firstAdded(result: Result): string | null {
  if (result.__typename !== 'TrackTendersSuccess') return null;
  return result.results.find((one) => one.__typename === 'TrackTenderSuccess')?.entry.id ?? null;
}

/** What one request added was added at one instant: that of its transaction. */
async function trackedBefore(tx: TeamTransaction, tenderIds: readonly string[], id: string): Promise<Result | null> {
  const all = await entries.findEntriesByTenderIds(tx, tenderIds);
  const first = all.find((entry) => entry.id === id);
  if (first === undefined) return null;
  const added = all.filter(({ createdAt }) => createdAt.getTime() === first.createdAt.getTime());
  return successOf(tenderIds, { added, all });
}

function successOf(
  tenderIds: readonly string[],
  found: { added: readonly Entry[]; all: readonly Entry[] },
): TrackTendersSuccess {
  const results = resultsOf(tenderIds, found);
  const tracked = results.flatMap((one) => ('entry' in one ? [one.entry] : []));
  return { __typename: 'TrackTendersSuccess', results, entries: tracked };
}

async function tell(tx: TeamTransaction, added: readonly Entry[]): Promise<void> {
  await recordEvents(
    tx,
    entryTracked,
    added.map((entry) => ({ subjectId: entry.id, body: factsOf(entry) })),
  );
  const jobs = added.map((entry) => {
    const tenderId = tenderIdOf(entry);
    return { payload: { tenderId }, key: tenderId, queue: scoringQueueOf(entry.teamId) };
  });
  await enqueueMany(tx, scoreTender, jobs);
}

function resultsOf(
  tenderIds: readonly string[],
  { added, all }: { added: readonly Entry[]; all: readonly Entry[] },
): TrackResult[] {
  const isAdded = new Set(added.map(({ id }) => id));
  const byTender = new Map(all.map((entry) => [tenderIdOf(entry), entry]));
  return tenderIds.map((tenderId, index) => {
    const path = `tenderIds.${index}`;
    const entry = byTender.get(tenderId);
    if (entry === undefined) return notFound('There is no tender with this id.', path);
    return isAdded.has(entry.id)
      ? { __typename: 'TrackTenderSuccess', entry }
      : { ...alreadyTracked(entry), path: path.split('.') };
  });
}
