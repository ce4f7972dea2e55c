import type { MergeRule, MergeRules } from './merge-rules.js';

// These tables hold what mergeRulesOf() answers for the published schemas of the standard. A test recomputes them
// from the schemas where those are at hand, so they cannot drift unseen.

const wholeLists1x0 = [
  'tag',
  'tender/submissionMethod',
  'tender/tenderers',
  'tender/amendment/changes',
  'awards/suppliers',
  'awards/amendment/changes',
  'contracts/amendment/changes',
];

const wholeLists1x1 = [
  'parties/roles',
  'parties/additionalIdentifiers',
  'buyer/additionalIdentifiers',
  'tender/procuringEntity/additionalIdentifiers',
  'tender/tenderers/additionalIdentifiers',
  'tender/items/additionalClassifications',
  'tender/additionalProcurementCategories',
  'tender/submissionMethod',
  'tender/amendment/changes',
  'tender/amendments/changes',
  'awards/suppliers/additionalIdentifiers',
  'awards/items/additionalClassifications',
  'awards/amendment/changes',
  'awards/amendments/changes',
  'contracts/items/additionalClassifications',
  'contracts/relatedProcesses/relationship',
  'contracts/implementation/transactions/payee/additionalIdentifiers',
  'contracts/implementation/transactions/payer/additionalIdentifiers',
  'contracts/amendment/changes',
  'contracts/amendments/changes',
  'relatedProcesses/relationship',
];

// What the extensions that we know add. Their other arrays are merged by id, which is the default.
const wholeListsOfExtension: Readonly<Record<string, readonly string[]>> = {
  lots: [
    'tender/lotGroups/relatedLots',
    'tender/documents/relatedLots',
    'tender/milestones/relatedLots',
    'planning/documents/relatedLots',
    'planning/milestones/relatedLots',
    'awards/relatedLots',
    'awards/documents/relatedLots',
    'contracts/relatedLots',
    'contracts/documents/relatedLots',
    'contracts/milestones/relatedLots',
    'contracts/implementation/documents/relatedLots',
    'contracts/implementation/milestones/relatedLots',
    'bids/details/relatedLots',
    'bids/details/documents/relatedLots',
  ],
  bids: ['bids/details/tenderers/additionalIdentifiers', 'bids/details/items/additionalClassifications'],
};

const rules1x0: MergeRules = table(wholeLists1x0, []);
const rules1x1: MergeRules = table(wholeLists1x1, ['tag', 'date', 'id']);
const extended = new Map<string, MergeRules>();

/**
 * Merge rules of OCDS 1.0 or 1.1 with those of the extensions a package names.
 *
 * @param version - "1.0..." means 1.0, everything else the newest rules we know.
 * @param extensions - addresses of extension.json files; those we do not know change nothing.
 */
export function ocdsMergeRules(version: string, extensions: readonly string[] = []): MergeRules {
  const base = version.startsWith('1.0') ? rules1x0 : rules1x1;
  const known = Object.keys(wholeListsOfExtension).filter((name) => extensions.some((address) => names(address, name)));
  if (known.length === 0) return base;
  const key = [base === rules1x0 ? '1.0' : '1.1', ...known].join(' ');
  const cached = extended.get(key);
  if (cached !== undefined) return cached;
  const rules = new Map([...base, ...known.flatMap((name) => wholeLists(wholeListsOfExtension[name] ?? []))]);
  extended.set(key, rules);
  return rules;
}

// Extensions move between hosts; only their names stay: "ocds_lots_extension", "extensions/lots/v1.1.5".
function names(address: string, extension: string): boolean {
  const singular = extension.replace(/s$/u, '');
  return new RegExp(`(?:^|[/_-])${singular}s?(?:[/_-]|$)`, 'iu').test(address);
}

function table(whole: readonly string[], omitted: readonly string[]): MergeRules {
  return new Map([...wholeLists(whole), ...omitted.map((path): [string, MergeRule] => [path, 'omitWhenMerged'])]);
}

function wholeLists(paths: readonly string[]): [string, MergeRule][] {
  return paths.map((path) => [path, 'wholeListMerge']);
}
