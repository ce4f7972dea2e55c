import { teamOf } from '@hub/runtime/auth';
import { createJoinedRead } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { createTenderFactsLoader } from '../tender-facts/tender-facts.loader.js';
import { withOverrides } from './apply-overrides.js';
import { calculated, hashOf, inputsOf } from './calculate-score.js';
import { findOverrides } from './override.repository.js';
import type { ReadinessBody } from './readiness.collection.js';
import { findScores } from './readiness.repository.js';
import { loadRules } from './rule.loader.js';
import { findTeamProfile, type TeamProfile } from './team-profile.repository.js';

const readTogether = createJoinedRead<ReadinessBody>();
const readProfileTogether = createJoinedRead<TeamProfile>();

/**
 * The team's readiness for tenders; absent for ids that are no tenders. A stored score is used while its inputs are
 * the same; otherwise it is calculated here and now, so a reader never sees the score of an old profile.
 */
export async function readinessOf(
  scope: RequestScope,
  tenderIds: readonly string[],
): Promise<ReadonlyMap<string, ReadinessBody>> {
  const loader = createTenderFactsLoader(scope);
  const owner = teamOf(scope.actor) ?? 'nobody';
  const profileOf = () => scope.database.read(findTeamProfile);
  // All at once; the store that is away fails the whole, so that the field is null and not half right.
  const [stored, facts, overrides, rules, profiles] = await Promise.all([
    readTogether(owner, tenderIds, (ids) => findScores(scope.documents, ids)),
    Promise.all(tenderIds.map((id) => loader.load(id))),
    scope.database.read((db) => findOverrides(db, tenderIds)),
    loadRules(scope),
    readProfileTogether(owner, [owner], async () => new Map([[owner, await profileOf()]])),
  ]);
  const profile = profiles.get(owner) ?? (await profileOf());
  const now = scope.now();
  const current = new Map<string, ReadinessBody>();
  for (const tender of facts) {
    if (tender === null) continue;
    const inputs = inputsOf({ tender: withOverrides(tender, overrides), profile, rules, now });
    const inputsHash = hashOf(inputs);
    const known = stored.get(tender.id);
    const isSame = known?.inputsHash === inputsHash;
    const fresh = () => ({ ...calculated(inputs, inputsHash), tenderId: tender.id, inputsHash, calculatedAt: now });
    current.set(tender.id, isSame ? known : fresh());
  }
  return current;
}
