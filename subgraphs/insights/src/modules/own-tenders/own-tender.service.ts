import type { RequestScope } from '@hub/runtime/service';
import { scoreJob, type OwnScore } from '../../job-score/job-score.js';
import { calculateReadiness, type Check } from '../../readiness/index.js';
import { inputsOf } from '../readiness/calculate-score.js';
import type { Basis } from '../readiness/inputs-now.service.js';
import { loadRules } from '../readiness/rule.loader.js';
import { findTeamProfile } from '../readiness/team-profile.repository.js';
import type { OwnTender } from './own-tender.repository.js';

/** How well tenders and jobs of the team's own suit the team, by tender. */
export async function scoresOf(
  scope: RequestScope,
  tenders: readonly OwnTender[],
): Promise<ReadonlyMap<string, OwnScore>> {
  const [profile, rules] = await Promise.all([scope.database.read(findTeamProfile), loadRules(scope)]);
  return scoresBy({ profile, rules }, tenders, scope.now());
}

/** The same by a profile and rules that are at hand. */
export function scoresBy(
  { profile, rules }: Basis,
  tenders: readonly OwnTender[],
  now: Date,
): ReadonlyMap<string, OwnScore> {
  return new Map(
    tenders.map((tender) => {
      const inputs = inputsOf({ tender, profile, rules, now });
      if (tender.kind === 'MARKETPLACE_JOB')
        return [tender.id, scoreJob({ ...tender, obstacle: inputs.tender.obstacle }, profile)];
      const { score, recommendation, checklist } = calculateReadiness(inputs);
      return [tender.id, { value: score === null ? null : score / 10, recommendation, parts: checklist.map(partOf) }];
    }),
  );
}

function partOf({ part, points, maxPoints, evidence }: Check): OwnScore['parts'][number] {
  return { kind: part, points: points === null ? null : points / 10, maxPoints: maxPoints / 10, text: evidence };
}
