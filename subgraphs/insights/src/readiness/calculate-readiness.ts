import { compareDecimals } from '@hub/runtime/decimal';
import { formatAmount } from '../facts/format-facts.js';
import { checkCertifications } from './check-certifications.js';
import { checkCoverage } from './check-coverage.js';
import { checkExperience } from './check-experience.js';
import { checkSector } from './check-sector.js';
import type {
  CheckPart,
  Finding,
  GradeLimit,
  PreferenceLimit,
  Recommendation,
  TeamFacts,
  TenderNeeds,
} from './readiness.js';

/** Version of the algorithm as a whole, stored with each score. Raise it when results change. */
export const algorithmVersion = 'readiness-v2';

/** Everything a score is calculated from. The same inputs always give the same score. */
export interface ReadinessInputs {
  readonly team: TeamFacts;
  readonly tender: TenderNeeds;
  readonly gradeLimits: readonly GradeLimit[];
  readonly preferenceLimits: readonly PreferenceLimit[];
}

/** A check with what it is worth. */
export interface Check extends Finding {
  readonly part: CheckPart;
  /** Null when unknown: neither earned nor lost. */
  readonly points: number | null;
  readonly maxPoints: number;
}

/** A preference point system and why it applies. */
export interface Preference {
  readonly name: string;
  readonly pricePoints: number;
  readonly goalPoints: number;
  readonly source: string;
  readonly evidence: string;
}

/** How well a team fits a tender. */
export interface Readiness {
  /** 0 to 100 over the known checks; null when none is known. */
  readonly score: number | null;
  /** 0 to 1. */
  readonly knownShare: number;
  readonly recommendation: Recommendation;
  readonly checklist: readonly Check[];
  readonly preference: Preference | null;
  readonly algorithmVersion: string;
}

const pursueFrom = 70;
const considerFrom = 40;
const knownShareMin = 0.5;

/** Judges the four parts and adds up what is known. */
export function calculateReadiness({ team, tender, gradeLimits, preferenceLimits }: ReadinessInputs): Readiness {
  const checklist = [
    check('SECTOR', 30, checkSector(team, tender)),
    check('CERTIFICATIONS', 30, checkCertifications(team, tender, gradeLimits)),
    check('COVERAGE', 20, checkCoverage(team, tender)),
    check('EXPERIENCE', 20, checkExperience(team, tender)),
  ];
  const known = checklist.filter(({ state }) => state !== 'UNKNOWN');
  const knownPoints = sum(known.map(({ maxPoints }) => maxPoints));
  const score =
    knownPoints === 0 ? null : Math.round((100 * sum(known.map(({ points }) => points ?? 0))) / knownPoints);
  const knownShare = knownPoints / sum(checklist.map(({ maxPoints }) => maxPoints));
  return {
    score,
    knownShare,
    recommendation: recommend(checklist, score, knownShare),
    checklist,
    preference: preferenceOf(tender, preferenceLimits),
    algorithmVersion,
  };
}

function check(part: CheckPart, maxPoints: number, finding: Finding): Check {
  const points = finding.state === 'UNKNOWN' ? null : finding.state === 'MET' ? maxPoints : 0;
  return { ...finding, part, points, maxPoints };
}

function recommend(checklist: readonly Check[], score: number | null, knownShare: number): Recommendation {
  // A bid without the certification asked for is refused, however well the rest fits.
  if (checklist.some(({ part, state }) => part === 'CERTIFICATIONS' && state === 'NOT_MET')) return 'AVOID';
  if (score === null || knownShare < knownShareMin) return 'UNDECIDED';
  if (score >= pursueFrom) return 'PURSUE';
  return score >= considerFrom ? 'CONSIDER' : 'AVOID';
}

function preferenceOf(
  { valueAmount, valueCurrency }: TenderNeeds,
  limits: readonly PreferenceLimit[],
): Preference | null {
  if (valueAmount === null) return null;
  const found = limits.find(
    ({ valueAbove, valueLimit, currency, isConfirmed }) =>
      isConfirmed &&
      currency === valueCurrency &&
      (valueAbove === null || compareDecimals(valueAmount, valueAbove) > 0) &&
      (valueLimit === null || compareDecimals(valueAmount, valueLimit) <= 0),
  );
  if (found === undefined) return null;
  const bound =
    found.valueLimit === null
      ? `above ${formatAmount(found.valueAbove ?? '0', found.currency)}`
      : `up to ${formatAmount(found.valueLimit, found.currency)}`;
  return {
    name: found.system,
    pricePoints: found.pricePoints,
    goalPoints: found.goalPoints,
    source: `In force from ${found.effectiveFrom}: ${found.source}`,
    evidence: `The value of ${formatAmount(valueAmount, valueCurrency)} falls ${bound}.`,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
