import { formatAmount } from '../facts/format-facts.js';
import { gradeRangeFor } from './grade-by-value.js';
import { quoteSpans, type StatedCidb, type StatedDesignation } from '../facts/stated-cidb.js';
import type { CheckState, Finding, GradeLimit, HeldDesignation, TeamFacts, TenderNeeds } from './readiness.js';

const rule = { ruleId: 'cidb-designation', ruleVersion: '3' };

/** What one held designation is worth against one required one. */
interface Verdict {
  readonly state: CheckState;
  readonly reason: string;
  /** First day of the limits, when they decided. */
  readonly limitsFrom?: string;
}

/**
 * Compares the CIDB designations that the tender accepts with those the team holds: of alternatives any will do, at the
 * grade stated or higher. A grade that the text leaves open is worked out from the tender value where that is disclosed.
 */
export function checkCertifications(team: TeamFacts, tender: TenderNeeds, limits: readonly GradeLimit[]): Finding {
  const required = (tender.cidb?.designations ?? []).map(nameOfRequired).slice(0, 20);
  return { ...judged(team, tender, limits), required, held: team.designations.map(nameOfHeld).slice(0, 20) };
}

type Judged = Omit<Finding, 'required' | 'held'>;

function judged(team: TeamFacts, tender: TenderNeeds, limits: readonly GradeLimit[]): Judged {
  const asked = tender.cidb;
  if (asked !== null && asked.designations.length > 0) return compare(team, tender, asked, limits);
  if (asked !== null && asked.notApplicable.length > 0)
    return {
      ...rule,
      state: 'MET',
      evidence: `The tender needs no CIDB grading (${quoteSpans(asked.notApplicable)}).`,
    };
  if (!mayNeedGrade(tender)) {
    const what =
      tender.kind === 'GOODS' ? 'goods' : tender.kind === 'SERVICES' ? 'services' : tender.sectors.join(', ');
    return {
      ...rule,
      state: 'NOT_APPLICABLE',
      evidence: `The tender buys ${what} and names no CIDB grading: none is needed.`,
    };
  }
  const evidence =
    asked === null || asked.mention === null
      ? 'The published text names no CIDB grading; the documents may.'
      : `The tender names the CIDB without a grade (${quoteSpans([asked.mention])}).`;
  return { ...rule, state: 'UNKNOWN', evidence };
}

const gradedSectors: ReadonlySet<string> = new Set(['construction', 'electrical', 'mechanical']);

/** Works need a grade; so may what is called a service, or nothing, but is the work of contractors. */
export function mayNeedGrade({ kind, sectors }: TenderNeeds): boolean {
  if (kind === 'WORKS') return true;
  if (kind === 'GOODS') return false;
  return sectors.some((sector) => gradedSectors.has(sector)) || (kind === null && sectors.length === 0);
}

function compare(team: TeamFacts, tender: TenderNeeds, asked: StatedCidb, limits: readonly GradeLimit[]): Judged {
  const groups = [...Map.groupBy(asked.designations, ({ alternatives }) => alternatives).values()];
  const names = groups.map((group) => group.map(nameOfRequired).join(' or '));
  const demand = `The tender asks for ${names.join(', and ')} (${quoteSpans(asked.designations.map(({ span }) => span))})`;
  if (team.designations.length === 0)
    return { ...rule, state: 'UNKNOWN', evidence: `${demand}; the company profile lists no designations.` };
  const outcomes = groups.map((group) => judgeGroup(group, team.designations, { tender, asked, limits }));
  const states = new Set(outcomes.map(({ state }) => state));
  const [state] = states.size === 1 ? states : (['UNKNOWN'] as const);
  const reasons = outcomes
    .map(({ reason }, index) => (names.length === 1 ? reason : `for ${names[index] ?? ''}: ${reason}`))
    .join('; ');
  // Some held and some not: the text may speak of parts that are won separately.
  const doubt =
    states.has('MET') && states.has('NOT_MET') ? '; whether all of these are needed, the documents tell' : '';
  const limitsFrom = outcomes.find((outcome) => outcome.limitsFrom !== undefined)?.limitsFrom;
  const decidedBy = limitsFrom === undefined ? rule : { ruleId: 'cidb-value-limit', ruleVersion: limitsFrom };
  return { ...decidedBy, state: state ?? 'UNKNOWN', evidence: `${demand}; ${reasons}${doubt}.` };
}

/** The best that any held designation is worth against any of these alternatives. */
function judgeGroup(
  group: readonly StatedDesignation[],
  designations: readonly HeldDesignation[],
  round: Round,
): Verdict {
  const verdicts = group.flatMap((required) => designations.map((held) => judge(required, held, round)));
  const decisive = verdicts.find(({ state }) => state === 'MET') ?? verdicts.find(({ state }) => state === 'UNKNOWN');
  if (decisive !== undefined) return decisive;
  const reasons = [...new Set(verdicts.map(({ reason }) => reason))].slice(0, reasonsMax);
  const limitsFrom = verdicts.find((verdict) => verdict.limitsFrom !== undefined)?.limitsFrom;
  return { state: 'NOT_MET', reason: reasons.join(', '), ...(limitsFrom !== undefined && { limitsFrom }) };
}

const reasonsMax = 5;

interface Round {
  readonly tender: TenderNeeds;
  readonly asked: StatedCidb;
  readonly limits: readonly GradeLimit[];
}

function judge(required: StatedDesignation, held: HeldDesignation, round: Round): Verdict {
  const name = nameOfHeld(held);
  const byGrade =
    required.grade === null ? judgeByValue(required, held, round) : judgeGrade(required, required.grade, held, round);
  if (byGrade.state === 'NOT_MET') return byGrade;
  if (!held.isValidNow) return { state: 'NOT_MET', reason: `${name} ended on ${held.expiresOn ?? ''}` };
  if (required.classOfWorks !== null && required.classOfWorks !== held.workClass)
    return { state: 'NOT_MET', reason: `${name} is of another class` };
  if (byGrade.state === 'UNKNOWN') return byGrade;
  if (required.classOfWorks === null)
    return { state: 'UNKNOWN', reason: `${name} is high enough, but the class of works is not stated` };
  if (!held.isValidAtClosing)
    return {
      state: 'UNKNOWN',
      reason: `${name} is enough, but ends on ${held.expiresOn ?? ''}, before the tender closes`,
    };
  return byGrade;
}

function judgeGrade(required: StatedDesignation, grade: number, held: HeldDesignation, { asked }: Round): Verdict {
  const name = nameOfHeld(held);
  if (held.grade === grade && required.isPotentiallyEmerging && !held.isPotentiallyEmerging) {
    return { state: 'UNKNOWN', reason: `${name} has the grade, but it is named for potentially emerging contractors` };
  }
  if (held.grade >= grade) return { state: 'MET', reason: `the company holds ${name}` };
  if (held.grade === grade - 1 && held.isPotentiallyEmerging && asked.emerging !== null) {
    return {
      state: 'UNKNOWN',
      reason: `${name} is one grade lower, which may do for a potentially emerging contractor`,
    };
  }
  return { state: 'NOT_MET', reason: `${name} is too low` };
}

function judgeByValue({ classOfWorks }: StatedDesignation, held: HeldDesignation, { tender, limits }: Round): Verdict {
  const name = nameOfHeld(held);
  const range = tender.valueAmount === null ? null : gradeRangeFor(limits, tender.valueAmount, tender.valueCurrency);
  if (range === null)
    return {
      state: 'UNKNOWN',
      reason: `${name} is of class ${classOfWorks ?? ''}, but neither grade nor value is stated`,
    };
  const value = `the value of ${formatAmount(tender.valueAmount ?? '', tender.valueCurrency)}`;
  const limitsFrom = range.effectiveFrom;
  if (held.grade >= range.enough)
    return { state: 'MET', limitsFrom, reason: `${name} covers ${value}; what counts in the end is the sum tendered` };
  if (held.grade < range.atLeast) return { state: 'NOT_MET', limitsFrom, reason: `${name} is too low for ${value}` };
  return {
    state: 'UNKNOWN',
    limitsFrom,
    reason: `whether ${name} covers ${value} rests on a limit that is not confirmed`,
  };
}

function nameOfRequired({ grade, classOfWorks, isPotentiallyEmerging }: StatedDesignation): string {
  return `CIDB ${grade ?? 'any grade '}${classOfWorks ?? ' of any class'}${isPotentiallyEmerging ? 'PE' : ''}`.replaceAll(
    / {2,}/gu,
    ' ',
  );
}

function nameOfHeld({ grade, workClass, isPotentiallyEmerging }: HeldDesignation): string {
  return `${grade}${workClass}${isPotentiallyEmerging ? 'PE' : ''}`;
}
