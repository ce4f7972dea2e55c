import { readGoalProof } from './read-goal-proof.js';
import { readSpecificGoals, type SpecificGoal } from './read-specific-goals.js';
import { spanOfMatch, type TextSpan } from './text-span.js';

/** A preference point system: points for price, and points for specific goals or B-BBEE. */
export type PreferenceSystem = '80/20' | '90/10';

export interface StatedSystem {
  readonly system: PreferenceSystem;
  readonly span: TextSpan;
}

export interface PreferenceReading {
  /** Each system once. Two mean that the text leaves open which will apply. */
  readonly systems: readonly StatedSystem[];
  readonly goals: readonly SpecificGoal[];
  /** What the text says a bidder must show to earn the points; empty where no system or goal is stated. */
  readonly proof: readonly TextSpan[];
}

const pairs: Record<string, PreferenceSystem> = { '80-20': '80/20', '90-10': '90/10' };
const ratio = /(?<!\d|\d[/.:-])(80|90)\s{0,2}[/:\\–-]\s{0,2}(20|10)(?![\d/%]|[.:]\d)/gu;
const goalWord = '(?:specific\\s+goals?|preferences?|b-?bb?b?-?ee)';
const worded = [
  new RegExp(`\\bprice\\W{0,6}(80|90)\\b[^.\\d]{0,60}${goalWord}[^.\\d]{0,20}(20|10)\\b`, 'giu'),
  new RegExp(
    `\\b(80|90)\\s{0,2}(?:points?)?\\W{0,3}(?:[a-z]+\\W{1,2}){0,6}price\\b[^.\\d]{0,60}\\b(20|10)\\s{0,2}(?:points?)?\\W{0,3}(?:[a-z]+\\W{1,2}){0,6}?${goalWord}`,
    'giu',
  ),
];
const about =
  /preferen|points?\b|principle|pppfa|\bppr\b|\bprice\b|procurement|scor(?:e|ing)|evaluat|specific\s+goals?|regulation|b-?bbee/iu;
const property =
  /\b(?:erf|erven|portion|ptn|stand|plot|lot|farm|remainder|route|ch(?:ainage)?|act|no)\.?\s+(?:\w+\s+)?$/iu;

/** Reads the stated point systems ("80/20", "90 : 10", "80 price, 20 specific goals") and specific goals. Thresholds of functionality are neither. */
export function readPreference(text: string): PreferenceReading {
  const systems = [...ratiosIn(text), ...worded.flatMap((pattern) => [...text.matchAll(pattern)])];
  const first = new Map<PreferenceSystem, StatedSystem>();
  for (const match of systems) {
    const system = pairs[`${match[1]}-${match[2]}`];
    if (system !== undefined && !first.has(system)) first.set(system, { system, span: spanOfMatch(text, match) });
  }
  const goals = readSpecificGoals(text);
  return {
    systems: [...first.values()].toSorted((a, b) => a.span.start - b.span.start),
    goals,
    proof: first.size + goals.length === 0 ? [] : readGoalProof(text),
  };
}

/** Ratios near words about points, or bare at the end of a line, and not the numbers of a property. */
function ratiosIn(text: string): RegExpExecArray[] {
  return [...text.matchAll(ratio)].filter((match) => {
    const end = match.index + match[0].length;
    if (property.test(text.slice(Math.max(0, match.index - 30), match.index))) return false;
    const isBare = match[0].includes('/') && /^[ \t.]*(?:$|[\r\n])/u.test(text.slice(end, end + 4));
    return isBare || about.test(text.slice(Math.max(0, match.index - 80), end + 60));
  });
}
