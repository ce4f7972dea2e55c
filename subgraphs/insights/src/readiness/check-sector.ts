import { isNamedIn, sectorsNamed, type Sector } from './sectors.js';
import type { Finding, TeamFacts, TenderNeeds } from './readiness.js';

const rule = { ruleId: 'sector-match', ruleVersion: '3' };
// Who lives by these sells no goods.
const labour: ReadonlySet<Sector> = new Set([
  'construction',
  'electrical',
  'mechanical',
  'security',
  'cleaning',
  'consulting',
  'engineering',
  'legal',
]);

/**
 * Compares what the team does with what the tender buys: works, goods or services first, then the sector of the words that name
 * it. Addresses, names of departments and side clauses were left out before. "Not met" needs both sides to be recognised.
 */
export function checkSector(team: TeamFacts, tender: TenderNeeds): Finding {
  const terms = [...team.sectors, ...team.services];
  const compared = {
    required: [...(tender.kind === null ? [] : [tender.kind]), ...tender.sectors],
    held: terms.slice(0, 20),
  };
  const found = (state: Finding['state'], evidence: string): Finding => ({ ...rule, ...compared, state, evidence });
  if (terms.length === 0) return found('UNKNOWN', 'The company profile names no sectors or services.');
  const offered = new Map([...offeredBy(team.sectors), ...offeredBy(team.services)]);
  const shared = tender.sectors.find((sector) => offered.has(sector));
  if (shared !== undefined && !isOnlyMaterials(tender))
    return found(
      'MET',
      `The tender is about ${shared}, and so is "${offered.get(shared) ?? ''}" in the company profile.`,
    );
  const named = terms.find((term) => isNamedIn(term, tender.subject));
  const foreign = tender.sectors.length > 0 && offered.size > 0;
  if (named !== undefined && !foreign)
    return found('MET', `The tender names "${named}", which the company profile lists.`);
  if (foreign)
    return found(
      'NOT_MET',
      `The tender is about ${tender.sectors.join(', ')}; the company profile lists ${list(terms)}.`,
    );
  if (tender.kind === 'GOODS' && offered.size > 0 && [...offered.keys()].every((sector) => labour.has(sector)))
    return found('NOT_MET', `The tender buys goods; the company profile lists ${list(terms)}.`);
  return found('UNKNOWN', `The sector of the tender could not be compared with ${list(terms)}.`);
}

/** Whether the words of the tender name a line of the team before all others: a side line, or a category alone, is not enough to pursue it. */
export function isMainLine(team: TeamFacts, { sectors, isSectorByField }: TenderNeeds): boolean {
  const [main] = sectors;
  if (main === undefined || isSectorByField) return false;
  return [...team.sectors, ...team.services].some((term) => sectorsOfTerm(term).includes(main));
}

/** Materials for works are sold by merchants: works in the profile do not make them the team's line. */
function isOnlyMaterials({ kind, sectors }: TenderNeeds): boolean {
  return kind === 'GOODS' && sectors.length > 0 && sectors.every((sector) => sector === 'construction');
}

const offers = new WeakMap<readonly string[], readonly (readonly [Sector, string])[]>();

/** A profile is compared with thousands of tenders: its terms are read once. */
function offeredBy(terms: readonly string[]): readonly (readonly [Sector, string])[] {
  const known = offers.get(terms);
  if (known) return known;
  const offered = terms.flatMap((term) => sectorsOfTerm(term).map((sector) => [sector, term] as const));
  offers.set(terms, offered);
  return offered;
}

/** Of a sector that the profile names all is meant; "Civil engineering" of a contractor is works. */
function sectorsOfTerm(term: string): Sector[] {
  const named = sectorsNamed(term).map(({ sector }) => sector);
  if (/\bcivil\s+engineering\b|\bcivils?\b/iu.test(term)) return [...new Set<Sector>(['construction', ...named])];
  return named;
}

function list(terms: readonly string[]): string {
  const shown = terms.slice(0, 5).map((term) => `"${term}"`);
  return terms.length > shown.length ? `${shown.join(', ')} and ${terms.length - shown.length} more` : shown.join(', ');
}
