import { formatAmount } from '../tender-facts/format-facts.js';
import { gradeRangeFor } from './grade-by-value.js';
import { readCidb } from './read-cidb.js';
import type { CidbRequirement, RequiredDesignation } from './read-cidb.js';
import type { CheckState, Finding, GradeLimit, HeldDesignation, TeamFacts, TenderNeeds } from './readiness.js';

const rule = { ruleId: 'cidb-designation', ruleVersion: '1' };

/** What one held designation is worth against one required one. */
interface Verdict {
  readonly state: CheckState;
  readonly reason: string;
  /** First day of the limits, when they decided. */
  readonly limitsFrom?: string;
}

/**
 * Compares the CIDB designations that the tender accepts with those the team holds: any class will do, at the grade
 * stated or higher. A grade that the text leaves open is worked out from the tender value where that is disclosed.
 */
export function checkCertifications(team: TeamFacts, tender: TenderNeeds, limits: readonly GradeLimit[]): Finding {
  const asked = readCidb(tender.text);
  switch (asked.kind) {
    case 'NOT_STATED':
      return { ...rule, state: 'UNKNOWN', evidence: 'The published text names no CIDB grading; the documents may.' };
    case 'NOT_APPLICABLE':
      return { ...rule, state: 'MET', evidence: `The tender needs no CIDB grading ("${asked.quote ?? ''}").` };
    case 'UNSPECIFIED':
      return {
        ...rule,
        state: 'UNKNOWN',
        evidence: `The tender asks for CIDB registration without a grade ("${asked.quote ?? ''}").`,
      };
    case 'DESIGNATIONS':
      return compare(team, tender, asked, limits);
  }
}

function compare(team: TeamFacts, tender: TenderNeeds, asked: CidbRequirement, limits: readonly GradeLimit[]): Finding {
  const demand = `The tender asks for ${asked.designations.map(nameOfRequired).join(' or ')} ("${asked.quote ?? ''}")`;
  if (team.designations.length === 0)
    return { ...rule, state: 'UNKNOWN', evidence: `${demand}; the company profile lists no designations.` };
  const verdicts = asked.designations.flatMap((required) =>
    team.designations.map((held) => judge(required, held, { tender, asked, limits })),
  );
  const decisive = verdicts.find(({ state }) => state === 'MET') ?? verdicts.find(({ state }) => state === 'UNKNOWN');
  const reasons =
    decisive === undefined
      ? [...new Set(verdicts.map(({ reason }) => reason))].slice(0, reasonsMax)
      : [decisive.reason];
  const limitsFrom = (decisive ?? verdicts.find((verdict) => verdict.limitsFrom !== undefined))?.limitsFrom;
  const decidedBy = limitsFrom === undefined ? rule : { ruleId: 'cidb-value-limit', ruleVersion: limitsFrom };
  return { ...decidedBy, state: decisive?.state ?? 'NOT_MET', evidence: `${demand}; ${reasons.join(', ')}.` };
}

const reasonsMax = 5;

interface Round {
  readonly tender: TenderNeeds;
  readonly asked: CidbRequirement;
  readonly limits: readonly GradeLimit[];
}

function judge(required: RequiredDesignation, held: HeldDesignation, round: Round): Verdict {
  const name = nameOfHeld(held);
  const byGrade =
    required.grade === null ? judgeByValue(required, held, round) : judgeGrade(required, required.grade, held, round);
  if (byGrade.state === 'NOT_MET') return byGrade;
  if (!held.isValidNow) return { state: 'NOT_MET', reason: `${name} ended on ${held.expiresOn ?? ''}` };
  if (required.workClass !== null && required.workClass !== held.workClass)
    return { state: 'NOT_MET', reason: `${name} is of another class` };
  if (byGrade.state === 'UNKNOWN') return byGrade;
  if (required.workClass === null)
    return { state: 'UNKNOWN', reason: `${name} is high enough, but the class of works is not stated` };
  if (!held.isValidAtClosing)
    return {
      state: 'UNKNOWN',
      reason: `${name} is enough, but ends on ${held.expiresOn ?? ''}, before the tender closes`,
    };
  return byGrade;
}

function judgeGrade(required: RequiredDesignation, grade: number, held: HeldDesignation, { asked }: Round): Verdict {
  const name = nameOfHeld(held);
  if (held.grade === grade && required.isPotentiallyEmerging && !held.isPotentiallyEmerging) {
    return { state: 'UNKNOWN', reason: `${name} has the grade, but it is named for potentially emerging contractors` };
  }
  if (held.grade >= grade) return { state: 'MET', reason: `the company holds ${name}` };
  if (held.grade === grade - 1 && held.isPotentiallyEmerging && asked.mentionsPotentiallyEmerging) {
    return {
      state: 'UNKNOWN',
      reason: `${name} is one grade lower, which may do for a potentially emerging contractor`,
    };
  }
  return { state: 'NOT_MET', reason: `${name} is too low` };
}

function judgeByValue({ workClass }: RequiredDesignation, held: HeldDesignation, { tender, limits }: Round): Verdict {
  const name = nameOfHeld(held);
  const range = tender.valueAmount === null ? null : gradeRangeFor(limits, tender.valueAmount, tender.valueCurrency);
  if (range === null)
    return {
      state: 'UNKNOWN',
      reason: `${name} is of class ${workClass ?? ''}, but neither grade nor value is stated`,
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

function nameOfRequired({ grade, workClass, isPotentiallyEmerging }: RequiredDesignation): string {
  return `CIDB ${grade ?? 'any grade '}${workClass ?? ' of any class'}${isPotentiallyEmerging ? 'PE' : ''}`.replaceAll(
    / {2,}/gu,
    ' ',
  );
}

function nameOfHeld({ grade, workClass, isPotentiallyEmerging }: HeldDesignation): string {
  return `${grade}${workClass}${isPotentiallyEmerging ? 'PE' : ''}`;
}
