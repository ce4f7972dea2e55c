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
  return new Map(tenders.map((tender) => [tender.id, scoreOf(tender, { profile, rules }, scope.now())]));
}

/** The same of one, by a profile and rules that are at hand. */
export function scoreOf(tender: OwnTender, { profile, rules }: Basis, now: Date): OwnScore {
  const inputs = inputsOf({ tender, profile, rules, now });
  if (tender.kind === 'MARKETPLACE_JOB') return scoreJob({ ...tender, obstacle: inputs.tender.obstacle }, profile);
  const { score, recommendation, checklist } = calculateReadiness(inputs);
  return { value: score === null ? null : score / 10, recommendation, parts: checklist.map(partOf) };
}

function partOf({ part, points, maxPoints, evidence }: Check): OwnScore['parts'][number] {
  return { kind: part, points: points === null ? null : points / 10, maxPoints: maxPoints / 10, text: evidence };
}
