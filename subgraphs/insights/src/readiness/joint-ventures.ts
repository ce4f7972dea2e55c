import type { JointVentureRule } from './readiness.js';

/** A set of partners that would reach a grade. */
export interface JointVenture {
  /** Grades of the partners to be found, the highest first. */
  readonly partners: readonly number[];
  readonly rule: JointVentureRule;
}

/** The smallest joint venture by which a team of one grade reaches another; null where the table has none. */
export function jointVentureFor(
  held: number,
  required: number,
  rules: readonly JointVentureRule[],
): JointVenture | null {
  const rule = rules.find(({ grade }) => grade === required);
  if (rule === undefined) return null;
  const [best] = rule.combinations
    .filter((combination) => combination.some((grade) => held >= grade))
    .map((combination) => without(combination, held))
    .toSorted((left, right) => left.length - right.length || sum(left) - sum(right));
  return best === undefined ? null : { partners: best, rule };
}

/** What is left of a combination when the team takes the highest place that its grade fills. */
function without(combination: readonly number[], held: number): readonly number[] {
  const sorted = combination.toSorted((left, right) => right - left);
  const own = sorted.findIndex((grade) => held >= grade);
  return sorted.filter((_, index) => index !== own);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
