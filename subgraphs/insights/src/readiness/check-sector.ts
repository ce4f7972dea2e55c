import type { Finding, TeamFacts, TenderNeeds } from './readiness.js';
import { isNamedIn, sectorsIn } from './sectors.js';

const rule = { ruleId: 'sector-match', ruleVersion: '1' };

/**
 * Compares what the team does with the tender's category, items and text. "Not met" needs both sides to be
 * recognised and to differ: words that are merely not found prove nothing.
 */
export function checkSector(team: TeamFacts, tender: TenderNeeds): Finding {
  const terms = [...team.sectors, ...team.services];
  if (terms.length === 0)
    return { ...rule, state: 'UNKNOWN', evidence: 'The company profile names no sectors or services.' };
  const kinds = [tender.category, ...tender.itemNames].filter((kind) => kind !== null);
  const subject = [...kinds, tender.title].join('\n');

  const named = terms.find((term) => isNamedIn(term, subject));
  if (named !== undefined)
    return { ...rule, state: 'MET', evidence: `The tender names "${named}", which the company profile lists.` };

  const subjectSectors = sectorsIn(subject);
  const term = terms.find((candidate) => [...sectorsIn(candidate)].some((sector) => subjectSectors.has(sector)));
  if (term !== undefined) {
    const shared = [...sectorsIn(term)].find((sector) => subjectSectors.has(sector)) ?? '';
    return {
      ...rule,
      state: 'MET',
      evidence: `The tender is about ${shared}, and so is "${term}" in the company profile.`,
    };
  }
  const offered = new Set(terms.flatMap((candidate) => [...sectorsIn(candidate)]));
  if (subjectSectors.size === 0 || offered.size === 0) {
    return {
      ...rule,
      state: 'UNKNOWN',
      evidence: `The sector of the tender could not be compared with ${list(terms)}.`,
    };
  }
  return {
    ...rule,
    state: 'NOT_MET',
    evidence: `The tender is about ${[...subjectSectors].join(', ')}; the company profile lists ${list(terms)}.`,
  };
}

function list(terms: readonly string[]): string {
  const shown = terms.slice(0, 5).map((term) => `"${term}"`);
  return terms.length > shown.length ? `${shown.join(', ')} and ${terms.length - shown.length} more` : shown.join(', ');
}
