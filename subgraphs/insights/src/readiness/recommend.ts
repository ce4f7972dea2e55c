import type { Check, CheckPart, CheckState, Recommendation, TenderNeeds } from './readiness.js';

const pursueFrom = 70;
const considerFrom = 40;

/** What the checks come to. Walls first, for no score climbs over them. */
export function recommend(checklist: readonly Check[], score: number | null, tender: TenderNeeds): Recommendation {
  if (tender.obstacle !== null) return 'NOTHING_TO_PURSUE';
  const stateOf = (part: CheckPart): CheckState | undefined => checklist.find((check) => check.part === part)?.state;
  // Another line of business, or a bid that would be refused, however well the rest fits.
  if (stateOf('SECTOR') === 'NOT_MET' || stateOf('CERTIFICATIONS') === 'NOT_MET') return 'AVOID';
  if (stateOf('SECTOR') === 'UNKNOWN') return 'UNDECIDED';
  if (score === null) return checklist.some(({ state }) => state === 'NOT_MET') ? 'UNDECIDED' : 'CONSIDER';
  if (score < considerFrom) return 'AVOID';
  const isGradeOpen = tender.kind === 'WORKS' && stateOf('CERTIFICATIONS') === 'UNKNOWN';
  const isPartMissing = checklist.some(({ state }) => state === 'NOT_MET');
  return score >= pursueFrom && !isGradeOpen && !isPartMissing ? 'PURSUE' : 'CONSIDER';
}
