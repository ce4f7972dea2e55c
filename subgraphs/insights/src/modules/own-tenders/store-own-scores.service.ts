import { requireTeam } from '@hub/runtime/auth';
import type { RequestScope } from '@hub/runtime/service';
import { batchesOf, scoringNow, type Scoring } from '../readiness/inputs-now.service.js';
import { findTrackedOwn, forgetUntracked, replaceOwnScores, type OwnScoreRow } from './own-score.repository.js';
import { findOwnTenders, type OwnTender } from './own-tender.repository.js';
import { scoreOf } from './own-tender.service.js';

/**
 * Makes the stored scores of tenders of the team's own, of some or of all, what they should be: of those that it tracks the score
 * as a reader would calculate it now, of all others none. Run twice or cut off, it leaves the same.
 */
export async function scoreOwnTenders(scope: RequestScope, tenderIds: readonly string[] | null): Promise<void> {
  const teamId = requireTeam(scope.actor, 'Scores are of a team.');
  const tracked = await scope.database.read((db) => findTrackedOwn(db, tenderIds));
  if (tracked.length > 0) {
    const scoring = await scoringNow(scope, tracked.length);
    for (const ids of batchesOf(tracked)) {
      const tenders = await scope.database.read((db) => findOwnTenders(db, ids));
      const scores = await rowsOf(scope, scoring, [...tenders.values()]);
      await scope.database.write((tx) => replaceOwnScores(tx, { teamId, ids, scores, at: scope.now() }));
    }
  }
  await scope.database.write((tx) => forgetUntracked(tx, tenderIds));
}

/** Lists go by 0 to 100, as the readiness for public tenders does. */
async function rowsOf(
  { now }: RequestScope,
  { pace, ...basis }: Scoring,
  tenders: readonly OwnTender[],
): Promise<OwnScoreRow[]> {
  const rows: OwnScoreRow[] = [];
  for (const tender of tenders) {
    await pace();
    const { value } = scoreOf(tender, basis, now());
    if (value !== null) rows.push({ id: tender.id, score: Math.round(value * 10) });
  }
  return rows;
}
