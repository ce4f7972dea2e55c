import { mayNeedGrade } from './check-certifications.js';
import { isMainLine } from './check-sector.js';
import type { Check, CheckPart, CheckState, ReadinessInputs, Recommendation } from './readiness.js';

const pursueFrom = 70;
const considerFrom = 40;

/** What the checks come to. Walls first, for no score climbs over them. */
export function recommend(
  checklist: readonly Check[],
  score: number | null,
  { team, tender }: Pick<ReadinessInputs, 'team' | 'tender'>,
): Recommendation {
  if (tender.obstacle !== null) return 'NOTHING_TO_PURSUE';
  const stateOf = (part: CheckPart): CheckState | undefined => checklist.find((check) => check.part === part)?.state;
  // Another line of business, or a bid that would be refused, however well the rest fits.
  if (stateOf('SECTOR') === 'NOT_MET' || stateOf('CERTIFICATIONS') === 'NOT_MET') return 'AVOID';
  if (stateOf('SECTOR') === 'UNKNOWN') return 'UNDECIDED';
  if (score === null) return checklist.some(({ state }) => state === 'NOT_MET') ? 'UNDECIDED' : 'CONSIDER';
  if (score < considerFrom) return 'AVOID';
  const isGradeOpen = mayNeedGrade(tender) && stateOf('CERTIFICATIONS') === 'UNKNOWN';
  const isPartMissing = checklist.some(({ state }) => state === 'NOT_MET');
  return score >= pursueFrom && !isGradeOpen && !isPartMissing && isMainLine(team, tender) ? 'PURSUE' : 'CONSIDER';
}
