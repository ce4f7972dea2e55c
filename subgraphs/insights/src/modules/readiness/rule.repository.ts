import type { ReadClient } from '@hub/runtime/database';
import { z } from 'zod';
import type { GradeLimit, JointVentureRule, PreferenceLimit } from '../../readiness/index.js';

/** Days a rule was in force, as `2026-03-31`; until null means it still is. */
interface InForce {
  readonly effectiveFrom: string;
  readonly effectiveUntil: string | null;
}

/** Every rule of law that readiness knows, with the days it was in force. */
export interface ScoringRules {
  readonly grades: readonly (GradeLimit & InForce)[];
  readonly preferences: readonly (PreferenceLimit & InForce)[];
  readonly jointVentures: readonly (JointVentureRule & InForce)[];
}

const combinationsOf = z.array(z.array(z.int()));

/** Reads all rules that scores go by: three small tables. */
export async function findRules(db: ReadClient): Promise<ScoringRules> {
  const [grades, preferences, ventures] = await Promise.all([
    db.eligibilityRule.findMany({ where: { scheme: 'CIDB' }, orderBy: [{ effectiveFrom: 'desc' }, { grade: 'asc' }] }),
    db.preferenceRule.findMany({ orderBy: [{ effectiveFrom: 'desc' }, { system: 'asc' }] }),
    db.lawRule.findMany({
      where: { subject: 'JOINT_VENTURE' },
      orderBy: [{ effectiveFrom: 'desc' }, { grade: 'asc' }],
    }),
  ]);
  return {
    grades: grades.map(({ grade, valueLimit, currency, isConfirmed, ...days }) => ({
      grade,
      valueLimit: valueLimit?.toFixed() ?? null,
      currency,
      isConfirmed,
      ...inForce(days),
    })),
    preferences: preferences.map(
      ({ system, valueAbove, valueLimit, currency, pricePoints, goalPoints, isConfirmed, source, ...days }) => ({
        system,
        valueAbove: valueAbove?.toFixed() ?? null,
        valueLimit: valueLimit?.toFixed() ?? null,
        currency,
        pricePoints,
        goalPoints,
        isConfirmed,
        source,
        ...inForce(days),
      }),
    ),
    jointVentures: ventures.map(({ grade, combinations, isConfirmed, ...days }) => ({
      grade: grade ?? 0,
      combinations: combinationsOf.parse(combinations),
      isConfirmed,
      ...inForce(days),
    })),
  };
}

/** The rules in force on a day. */
export function rulesOn(
  rules: ScoringRules,
  day: string,
): Readonly<{
  grades: readonly GradeLimit[];
  preferences: readonly PreferenceLimit[];
  jointVentures: readonly JointVentureRule[];
}> {
  const applies = ({ effectiveFrom, effectiveUntil }: InForce) =>
    effectiveFrom <= day && (effectiveUntil === null || day <= effectiveUntil);
  return {
    grades: rules.grades.filter(applies),
    preferences: rules.preferences.filter(applies),
    jointVentures: rules.jointVentures.filter(applies),
  };
}

function inForce({ effectiveFrom, effectiveUntil }: { effectiveFrom: Date; effectiveUntil: Date | null }): InForce {
  return {
    effectiveFrom: dayOf(effectiveFrom),
    effectiveUntil: effectiveUntil === null ? null : dayOf(effectiveUntil),
  };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
