import { readExperience } from '../key-facts/read-experience.js';
import type { Finding, TeamFacts, TenderNeeds } from './readiness.js';

const rule = { ruleId: 'experience-years', ruleVersion: '1' };

/** Compares the years of experience that the tender's text asks for with those the team states. */
export function checkExperience(team: TeamFacts, tender: TenderNeeds): Finding {
  const asked = readExperience(tender.text);
  const held = team.experienceYears;
  if (asked === null)
    return {
      ...rule,
      state: 'UNKNOWN',
      evidence: 'The published text names no years of experience; the documents may.',
    };
  const demand = `The tender asks for ${years(asked.years)} ("${asked.quote}")`;
  if (held === null)
    return { ...rule, state: 'UNKNOWN', evidence: `${demand}; the company profile does not say how many there are.` };
  const state = held >= asked.years ? 'MET' : 'NOT_MET';
  return { ...rule, state, evidence: `${demand}; the company profile states ${years(held)}.` };
}

function years(count: number): string {
  return count === 1 ? '1 year' : `${count} years`;
}
