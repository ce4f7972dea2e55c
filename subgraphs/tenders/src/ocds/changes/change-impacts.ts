/** How much a change matters to someone who is preparing a bid. */
export type Impact = 'NONE' | 'MINOR' | 'MATERIAL';

interface ImpactRule {
  /** Where in a release, without the ids of list entries; everything below is meant as well. */
  readonly path: string;
  readonly impact: Impact;
  /** When someone decided this. */
  readonly since: string;
}

const decidedOn = '2026-11-28';
const material = (path: string): ImpactRule => ({ path, impact: 'MATERIAL', since: decidedOn });
const minor = (path: string): ImpactRule => ({ path, impact: 'MINOR', since: decidedOn });

/** What a change at a path of the standard, or of a common extension, means. The longest path that fits decides. */
export const impactRules: readonly ImpactRule[] = [
  // What is asked for, and by when.
  material('tender/title'),
  material('tender/description'),
  material('tender/value'),
  material('tender/minValue'),
  material('tender/items'),
  material('tender/lots'),
  material('tender/lotGroups'),
  material('tender/lotDetails'),
  material('tender/amendments'),
  material('tender/amendment'),
  material('tender/documents'),
  material('tender/milestones'),
  material('tender/tenderPeriod'),
  material('tender/enquiryPeriod'),
  material('tender/contractPeriod'),
  material('tender/bidOpening'),
  material('tender/deliveryLocation'),
  material('tender/deliveryAddresses'),
  material('tender/briefingSession'),
  material('tender/options'),
  material('tender/renewal'),
  material('tender/recurrence'),
  // Who may bid, and how bids are judged.
  material('tender/procurementMethod'),
  material('tender/eligibilityCriteria'),
  material('tender/selectionCriteria'),
  material('tender/exclusionGrounds'),
  material('tender/awardCriteria'),
  material('tender/awardCriteriaDetails'),
  material('tender/criteria'),
  material('tender/requirements'),
  material('tender/otherRequirements'),
  material('tender/participationFees'),
  material('tender/submissionMethod'),
  material('tender/submissionMethodDetails'),
  material('tender/submissionTerms'),
  material('tender/contractTerms'),
  material('tender/techniques'),
  material('tender/coveredBy'),
  material('tender/legalBasis'),
  // What came of it.
  material('awards'),
  material('contracts'),
  minor('contracts/implementation'),
  minor('contracts/relatedProcesses'),
  // Of interest to few.
  material('planning/documents'),
  material('planning/milestones'),
  minor('planning'),
  minor('parties'),
  minor('buyer'),
  minor('bids'),
  minor('relatedProcesses'),
  minor('tender/procuringEntity'),
  minor('tender/tenderers'),
  minor('tender/numberOfTenderers'),
  minor('tender/hasEnquiries'),
  minor('tender/awardPeriod'),
  minor('tender/procurementMethodDetails'),
  minor('tender/procurementMethodRationale'),
];

interface NameRule {
  /** Part of the name of a field, in lower case. */
  readonly name: string;
  readonly since: string;
}

/** Names of publishers' own fields that a bidder must not miss, wherever they stand. */
export const materialNames: readonly NameRule[] = [
  ...['addend', 'corrigend', 'amend', 'clarif', 'erratum', 'document', 'milestone', 'lot', 'criteri', 'eligib'],
  ...[
    'requirement',
    'qualif',
    'mandatory',
    'compulsory',
    'cidb',
    'bbbee',
    'preference',
    'localcontent',
    'functionality',
  ],
  ...[
    'submi',
    'deadline',
    'closing',
    'briefing',
    'sitevisit',
    'sitemeeting',
    'siteinspection',
    'guarantee',
    'security',
  ],
  ...['deposit', 'bond', 'validity', 'contractperiod', 'contractduration', 'subcontract', 'variant', 'penalt'],
  ...['evaluat', 'scoring', 'weighting', 'tenderbox', 'bidbox', 'deliver', 'specification', 'scopeofwork', 'quantit'],
  ...['insurance', 'retention', 'warrant', 'localproduction', 'registration', 'licen', 'jointventure', 'consortium'],
].map((name) => ({ name, since: decidedOn }));

const byPath = new Map(impactRules.map(({ path, impact }) => [path, impact]));

/**
 * What a change at a path means. What nobody has classed is MINOR at least: a bidder would rather look once too often.
 *
 * @param path - without the ids of list entries, such as tender/documents/url.
 */
export function impactOfPath(path: string): Impact {
  const names = path.split('/');
  const impact = byLongestPath(names);
  if (impact === 'MATERIAL') return impact;
  const own = names.map((name) => name.toLowerCase().replaceAll(/[^a-z]/gu, ''));
  // In a part that was classed as minor, only the part itself was looked at.
  const isMaterial = impact === null && own.some((name) => materialNames.some((rule) => name.includes(rule.name)));
  return isMaterial ? 'MATERIAL' : (impact ?? 'MINOR');
}

// A text in another language is as much worth as the text: title_fr is read as title.
function byLongestPath(names: readonly string[]): Impact | null {
  for (let length = names.length; length > 0; length -= 1) {
    const path = names.slice(0, length).join('/');
    const impact = byPath.get(path) ?? byPath.get(path.replace(/_[a-z]{2,3}(?:-[a-z]+)?$/iu, ''));
    if (impact !== undefined) return impact;
  }
  return null;
}

/** The weightiest of some changes; NONE when there are none. */
export function impactOf(changes: readonly { readonly impact: Impact }[]): Impact {
  if (changes.some(({ impact }) => impact === 'MATERIAL')) return 'MATERIAL';
  return changes.some(({ impact }) => impact === 'MINOR') ? 'MINOR' : 'NONE';
}
