import { checkRegistrations } from './registrations.js';
import type { CheckState, Finding, TeamFacts, TenderNeeds } from './readiness.js';

/** Conditions beside the grading: B-BBEE level, small enterprises, registrations. Empty where the tender sets none. */
export function checkConditions(team: TeamFacts, tender: TenderNeeds): readonly Finding[] {
  return [...bbbeeLevel(team, tender), ...enterprises(tender), ...checkRegistrations(team, tender)];
}

function bbbeeLevel({ bbbeeLevel: held }: TeamFacts, { bbbeeWorstLevel: worst, bbbeeQuote }: TenderNeeds): Finding[] {
  if (worst === null) return [];
  const demand = `The tender asks for B-BBEE level ${worst} or better ("${bbbeeQuote ?? ''}")`;
  const [state, rest]: [CheckState, string] =
    held === null
      ? ['UNKNOWN', 'the company profile states no valid level']
      : held <= worst
        ? ['MET', `the company profile states level ${held}`]
        : ['NOT_MET', `the company profile states level ${held}`];
  return [
    {
      ...{ ruleId: 'bbbee-level', ruleVersion: '1', state },
      required: [`BBBEE ${worst}`],
      held: held === null ? [] : [`BBBEE ${held}`],
      evidence: `${demand}; ${rest}.`,
    },
  ];
}

/** Whether a tender may be kept for small enterprises is doubtful under the regulations of 2022: a warning, no judgement. */
function enterprises({ onlyEnterprises }: TenderNeeds): Finding[] {
  if (onlyEnterprises.length === 0) return [];
  return [
    {
      ...{ ruleId: 'small-enterprises', ruleVersion: '1', state: 'UNKNOWN' as const, held: [] },
      required: [...onlyEnterprises],
      evidence: `The tender is kept for ${onlyEnterprises.join(' and ')}; the company profile does not say which it is, and the rule that would decide is not confirmed.`,
    },
  ];
}

/** One finding of several: missing one is missing, and what one leaves open stays open. */
export function combined(findings: readonly Finding[]): Finding {
  const [first, ...others] = findings;
  if (first === undefined || others.length === 0) return first ?? notNeeded;
  const deciding =
    findings.find(({ state }) => state === 'NOT_MET') ?? findings.find(({ state }) => state === 'UNKNOWN') ?? first;
  return {
    ...deciding,
    required: findings.flatMap(({ required }) => required).slice(0, 20),
    held: findings.flatMap(({ held }) => held).slice(0, 20),
    evidence: findings.map(({ evidence }) => evidence).join(' '),
  };
}

const notNeeded: Finding = {
  ...{ ruleId: 'certifications', ruleVersion: '1', state: 'NOT_APPLICABLE', required: [], held: [] },
  evidence: 'The tender asks for no certification that bidders hold.',
};
