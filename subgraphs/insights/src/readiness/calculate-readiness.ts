import { compareDecimals } from '@hub/runtime/decimal';
import { formatAmount } from '../facts/format-facts.js';
import { checkCertifications } from './check-certifications.js';
import { checkConditions, combined } from './check-conditions.js';
import { checkCoverage } from './check-coverage.js';
import { checkExperience } from './check-experience.js';
import { checkSector } from './check-sector.js';
import { recommend } from './recommend.js';
import { remediesFor } from './remedies.js';
import type { Remedy } from './remedy.js';
import type {
  Check,
  CheckPart,
  Finding,
  GradeLimit,
  Obstacle,
  PreferenceLimit,
  ReadinessInputs,
  Recommendation,
  TenderNeeds,
} from './readiness.js';

/** Version of the algorithm as a whole, stored with each score. Raise it when results change. */
export const algorithmVersion = 'readiness-v6';

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
  /** 0 to 100 over the known checks; null when less than half of the points is known. */
  readonly score: number | null;
  /** What the score can still come to: lowest when all that is unknown is missing, highest when it is met. */
  readonly scoreMin: number;
  readonly scoreMax: number;
  /** 0 to 1, of the points that apply. */
  readonly knownShare: number;
  readonly recommendation: Recommendation;
  readonly obstacle: Obstacle | null;
  readonly checklist: readonly Check[];
  readonly remedies: readonly Remedy[];
  readonly preference: Preference | null;
  readonly algorithmVersion: string;
}

const knownShareMin = 0.5;

/** Judges the four parts and adds up what is known. */
export function calculateReadiness(inputs: ReadinessInputs): Readiness {
  const { team, tender, gradeLimits, preferenceLimits } = inputs;
  const checklist = [
    check('SECTOR', 30, checkSector(team, tender)),
    check('CERTIFICATIONS', 30, certifications(inputs, gradeLimits)),
    check('COVERAGE', 20, checkCoverage(team, tender)),
    check('EXPERIENCE', 20, checkExperience(team, tender)),
  ];
  const points = countPoints(checklist);
  const score = points.knownShare < knownShareMin ? null : points.score;
  return {
    score,
    scoreMin: points.scoreMin,
    scoreMax: points.scoreMax,
    knownShare: points.knownShare,
    recommendation: recommend(checklist, score, inputs),
    obstacle: tender.obstacle,
    checklist,
    remedies: remediesFor(checklist, inputs),
    preference: preferenceOf(tender, preferenceLimits),
    algorithmVersion,
  };
}

/** The grading and the other conditions are one part: what applies of them counts together. */
function certifications({ team, tender }: ReadinessInputs, limits: readonly GradeLimit[]): Finding {
  const grading = checkCertifications(team, tender, limits);
  const conditions = checkConditions(team, tender);
  return combined(grading.state === 'NOT_APPLICABLE' && conditions.length > 0 ? conditions : [grading, ...conditions]);
}

function check(part: CheckPart, maxPoints: number, finding: Finding): Check {
  const points = finding.state === 'MET' ? maxPoints : finding.state === 'NOT_MET' ? 0 : null;
  return { ...finding, part, points, maxPoints };
}

function countPoints(checklist: readonly Check[]) {
  const applicable = checklist.filter(({ state }) => state !== 'NOT_APPLICABLE');
  const known = applicable.filter(({ points }) => points !== null);
  const [most, knownMost] = [
    sum(applicable.map(({ maxPoints }) => maxPoints)),
    sum(known.map(({ maxPoints }) => maxPoints)),
  ];
  const earned = sum(known.map(({ points }) => points ?? 0));
  return {
    score: knownMost === 0 ? null : Math.round((100 * earned) / knownMost),
    scoreMin: Math.round((100 * earned) / most),
    scoreMax: Math.round((100 * (earned + most - knownMost)) / most),
    knownShare: knownMost / most,
  };
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
