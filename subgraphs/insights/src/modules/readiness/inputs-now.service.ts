import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import type { RequestScope } from '@hub/runtime/service';
import { slicesOf } from '@hub/runtime/values';
import type { ReadinessInputs } from '../../readiness/index.js';
import { findTenderFacts } from '../tender-facts/tender-facts.repository.js';
import { withOverrides } from './apply-overrides.js';
import { hashOf, inputsOf } from './calculate-score.js';
import { findOverrides } from './override.repository.js';
import { findRules, type ScoringRules } from './rule.repository.js';
import { findTeamProfile, type TeamProfile } from './team-profile.repository.js';

const batchMax = 100;
/** Tenders between two breaths: requests of the same process wait for no more. */
const breathEvery = 10;
// Whoever has more rescored than this shares the machine with readers: it is done evenly, and no faster than they would notice.
const hurriedMax = 250;
const perSecondMax = 850;

/** What the scores of all tenders of a team are calculated from. */
export interface Basis {
  readonly profile: TeamProfile;
  readonly rules: ScoringRules;
}

/** What many scores are calculated from, and how fast. */
export interface Scoring extends Basis {
  /** Waits, now and then, so that no more than some are calculated in a second. */
  readonly pace: () => Promise<void>;
}

/**
 * Begins to calculate so many scores. From the rows themselves, not what caches hold of them: a change must be seen by the job that it has
 * queued.
 */
export async function scoringNow({ database }: RequestScope, count: number): Promise<Scoring> {
  const [profile, rules] = await Promise.all([database.read(findTeamProfile), database.readPublic(findRules)]);
  return { profile, rules, pace: createPace(count) };
}

/** What the scores of tenders would be calculated from now; ids that are no tenders are absent. At most 1,000. */
export async function* inputsNow(
  { database, now }: RequestScope,
  ids: readonly string[],
  { pace, ...basis }: Scoring,
): AsyncGenerator<{ tenderId: string; inputs: ReadinessInputs; inputsHash: string }> {
  const [facts, overrides] = await Promise.all([
    database.readPublic((db) => findTenderFacts(db, ids)),
    database.read((db) => findOverrides(db, ids)),
  ]);
  for (const tender of facts.values()) {
    await pace();
    const inputs = inputsOf({ tender: withOverrides(tender, overrides), ...basis, now: now() });
    yield { tenderId: tender.id, inputs, inputsHash: hashOf(inputs) };
  }
}

function createPace(count: number): () => Promise<void> {
  const startedAt = performance.now();
  let looked = 0;
  return async () => {
    looked += 1;
    if (looked % breathEvery !== 0) return;
    const early = (looked / perSecondMax) * 1_000 - (performance.now() - startedAt);
    await (count > hurriedMax && early > 1 ? pause(early) : setImmediate());
  };
}

/** Ids in slices that one statement takes. */
export function batchesOf(ids: readonly string[]): string[][] {
  return slicesOf(ids, batchMax);
}
