import type { TeamTransaction } from '@hub/runtime/database';
import { recordEvent, savedSearchMatched } from '@hub/runtime/events';
import { enqueue } from '@hub/runtime/jobs';
import type { RequestScope } from '@hub/runtime/service';
import { scoreFound, scoringQueueOf } from '../../scoring.js';
import { conditionsOf } from '../search/search-conditions.repository.js';
import * as matching from './matching.repository.js';
import { matchOwnSlice, matchSlice } from './match-slice.repository.js';
import type { MatchedSlice, MatchingState } from './matching-state.js';
import { requestOf, type CheckedSearch } from './stored-search.js';

/** Tenders that one transaction looks at: some tens of milliseconds of work. */
const scanMax = 2_000;

/** Matches that are kept of one search: the last ones found. */
const matchesMax = 10_000;

/** How far matching got. */
export type MatchOutcome = 'upToDate' | 'behind' | 'notFound';

type Scope = Pick<RequestScope, 'database' | 'now'>;

/** What to match, and as what. */
export interface Matching {
  readonly id: string;
  /** True when it is the search's turn: what it found becomes alerts. Immediate searches always alert. */
  readonly isTurn: boolean;
  /** Transactions at most. */
  readonly slicesMax: number;
}

/**
 * Matches a saved search against the tenders that changed since it was matched last. Each slice of changes is one
 * transaction that notes its matches and moves the search's place behind them: a crash anywhere loses and doubles
 * nothing, and whoever matches next goes on from there.
 */
export async function matchSearch(scope: Scope, { id, isTurn, slicesMax }: Matching): Promise<MatchOutcome> {
  for (let slice = 0; slice < slicesMax; slice += 1) {
    const outcome = await matchOnce(scope, { id, isTurn });
    if (outcome !== 'behind') return outcome;
  }
  return 'behind';
}

function matchOnce({ database, now }: Scope, { id, isTurn }: Omit<Matching, 'slicesMax'>): Promise<MatchOutcome> {
  return database.write(async (tx): Promise<MatchOutcome> => {
    const state = await matching.lockForMatching(tx, id);
    if (state === null || !state.isActive) return 'notFound';
    const checked = requestOf(state);
    // What is no search any more finds nothing until somebody mends it; what happens meanwhile is not its business.
    const origin = 'problem' in checked ? 'NONE' : checked.request.filter.origin;
    const { found, own } = await matchSlices(tx, { state, checked, isTurn, now: now() });
    if (found.matchCount > state.matchCount)
      await enqueue(tx, scoreFound, {}, { key: 'all', queue: scoringQueueOf(state.teamId), lane: 'schedule' });
    const isBehind = found.scanned === scanMax || own.scanned === scanMax;
    const matchCount = await matching.saveProgress(tx, state, {
      ...{ found, own, matchesMax, now: now() },
      isTold: !isBehind && (state.notification === 'IMMEDIATE' || (isTurn && state.notification === 'DAILY')),
      isTurnOver: !isBehind && isTurn,
    });
    if (matchCount > 0) await recordEvent(tx, savedSearchMatched, { subjectId: id, body: { matchCount } });
    // Else what it does not look at would wait for it for ever.
    if (origin === 'OWN' || origin === 'NONE') await matching.skipChanges(tx, id);
    if (origin === 'PUBLIC' || origin === 'NONE') await matching.skipOwnChanges(tx, id);
    return isBehind ? 'behind' : 'upToDate';
  });
}

/** Matches a slice of public tenders and one of the team's own, as far as the search looks at them. */
async function matchSlices(
  tx: TeamTransaction,
  from: { state: MatchingState; checked: CheckedSearch; isTurn: boolean; now: Date },
): Promise<{ found: MatchedSlice; own: MatchedSlice }> {
  const { state, checked, isTurn, now } = from;
  const none = { scanned: 0, matchedIn: null, matchedTender: null, matchCount: state.matchCount };
  if ('problem' in checked) return { found: none, own: none };
  const { origin, statuses } = checked.request.filter;
  const conditions = conditionsOf({ ...checked.request, now });
  const opensSince = isTurn && statuses?.includes('OPEN') === true ? state.matchedAt : null;
  const found = origin === 'OWN' ? none : await matchSlice(tx, { state, conditions, opensSince, scanMax, now });
  const behind = { ...state, matchCount: found.matchCount };
  const own =
    origin === 'PUBLIC'
      ? { ...none, matchCount: found.matchCount }
      : await matchOwnSlice(tx, { state: behind, conditions, scanMax, now });
  return { found, own };
}
