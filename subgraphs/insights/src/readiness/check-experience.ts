import type { Finding, TeamFacts, TenderNeeds } from './readiness.js';

const rule = { ruleId: 'experience-years', ruleVersion: '2' };

/** Compares the years of experience that the tender asks of the bidder with those the team states. */
export function checkExperience(team: TeamFacts, tender: TenderNeeds): Finding {
  const [asked, held] = [tender.experienceYears, team.experienceYears];
  const compared = { required: asked === null ? [] : [`P${asked}Y`], held: held === null ? [] : [`P${held}Y`] };
  if (asked === null)
    return {
      ...rule,
      ...compared,
      state: 'UNKNOWN',
      evidence: 'The published text asks the bidder for no years of experience; the documents may.',
    };
  const demand = `The tender asks for ${years(asked)} ("${tender.experienceQuote ?? ''}")`;
  if (held === null)
    return {
      ...rule,
      ...compared,
      state: 'UNKNOWN',
      evidence: `${demand}; the company profile does not say how many there are.`,
    };
  const state = held >= asked ? 'MET' : 'NOT_MET';
  return { ...rule, ...compared, state, evidence: `${demand}; the company profile states ${years(held)}.` };
}

function years(count: number): string {
  return count === 1 ? '1 year' : `${count} years`;
}
