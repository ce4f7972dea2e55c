import { setImmediate } from 'node:timers/promises';
import type { RequestScope } from '@hub/runtime/service';
import type { ReadinessInputs } from '../../readiness/index.js';
import { findTenderFacts } from '../tender-facts/tender-facts.repository.js';
import { withOverrides } from './apply-overrides.js';
import { hashOf, inputsOf } from './calculate-score.js';
import { findOverrides } from './override.repository.js';
import { findRules, type ScoringRules } from './rule.repository.js';
import { findTeamProfile, type TeamProfile } from './team-profile.repository.js';

const batchMax = 1_000;
/** Tenders between two breaths: requests of the same process wait for no more. */
const breathEvery = 10;

/** What the scores of all tenders of a team are calculated from. */
export interface Basis {
  readonly profile: TeamProfile;
  readonly rules: ScoringRules;
}

/** The rows themselves, not what caches hold of them: a change must be seen by the job that it has queued. */
export async function basisNow({ database }: RequestScope): Promise<Basis> {
  const [profile, rules] = await Promise.all([database.read(findTeamProfile), database.readPublic(findRules)]);
  return { profile, rules };
}

/** What the scores of tenders would be calculated from now; ids that are no tenders are absent. At most 1,000. */
export async function* inputsNow(
  { database, now }: RequestScope,
  ids: readonly string[],
  basis: Basis,
): AsyncGenerator<{ tenderId: string; inputs: ReadinessInputs; inputsHash: string }> {
  const [facts, overrides] = await Promise.all([
    database.readPublic((db) => findTenderFacts(db, ids)),
    database.read((db) => findOverrides(db, ids)),
  ]);
  let looked = 0;
  for (const tender of facts.values()) {
    looked += 1;
    if (looked % breathEvery === 0) await setImmediate();
    const inputs = inputsOf({ tender: withOverrides(tender, overrides), ...basis, now: now() });
    yield { tenderId: tender.id, inputs, inputsHash: hashOf(inputs) };
  }
}

/** Ids in slices that one statement takes. */
export function batchesOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / batchMax) }, (_, index) =>
    ids.slice(index * batchMax, (index + 1) * batchMax),
  );
}
