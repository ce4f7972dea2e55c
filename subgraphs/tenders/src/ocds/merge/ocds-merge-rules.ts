import type { JsonObject } from '../json.js';
import { knownExtension, type KnownExtension } from './known-extensions.js';
import { mergeRulesOf, patchSchema, type MergeRules } from './merge-rules.js';
import { releaseSchema } from './ocds-schema.js';

// What mergeRulesOf() answers for the schema of OCDS 1.0. A test recomputes it where the schema is at hand, so it cannot
// drift unseen.

const wholeLists1x0 = [
  'tag',
  'tender/submissionMethod',
  'tender/tenderers',
  'tender/amendment/changes',
  'awards/suppliers',
  'awards/amendment/changes',
  'contracts/amendment/changes',
];

const rules1x0: MergeRules = new Map(wholeLists1x0.map((path) => [path, 'wholeListMerge']));
const rules1x1: MergeRules = mergeRulesOf(releaseSchema);

// A publisher names the same few extensions everywhere. Files that name ever other ones must not fill the memory.
const ruleSetsKept = 100;

/** Finds the merge rules of a process. */
export type MergeRulesLookup = (version: string, extensions: readonly string[]) => MergeRules;

/**
 * Looks up merge rules: of the standard, of the extensions that are built in, and of those that were fetched.
 *
 * @param fetched - address of each `extension.json` to its patch of the release schema. It may grow: rules are looked up
 *   by what is in it at the moment of asking.
 */
export function mergeRulesLookup(fetched: ReadonlyMap<string, JsonObject>): MergeRulesLookup {
  const made = new Map<string, MergeRules>();
  return (version, extensions) => {
    const is1x0 = version.startsWith('1.0');
    const patches = patchesOf(extensions, fetched);
    if (patches.length === 0) return is1x0 ? rules1x0 : rules1x1;
    const key = [is1x0 ? '1.0' : '1.1', ...patches.map(({ name }) => name)].join('\n');
    const known = made.get(key);
    if (known !== undefined) return known;
    const rules = rulesWith(patches, is1x0);
    if (made.size >= ruleSetsKept) made.clear();
    made.set(key, rules);
    return rules;
  };
}

/**
 * Merge rules of OCDS 1.0 or 1.1 with those of the extensions that are built in.
 *
 * @param version - "1.0..." means 1.0, everything else the newest rules we know.
 * @param extensions - addresses of extension.json files; those we do not know change nothing.
 */
export function ocdsMergeRules(version: string, extensions: readonly string[] = []): MergeRules {
  return standardLookup(version, extensions);
}

const standardLookup = mergeRulesLookup(new Map());

// In an order of their own, because patches may overlap and releases arrive in any order.
function patchesOf(extensions: readonly string[], fetched: ReadonlyMap<string, JsonObject>): KnownExtension[] {
  const patches = new Map<string, KnownExtension>();
  for (const address of extensions) {
    const known = knownExtension(address);
    const patch = known === null ? fetched.get(address) : undefined;
    if (known !== null) patches.set(known.name, known);
    else if (patch !== undefined) patches.set(address, { name: address, patch });
  }
  return [...patches.values()].toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

/** Rules of the standard with some patches. @throws SchemaTooLargeError when a patch makes the schema explode. */
function rulesWith(patches: readonly Pick<KnownExtension, 'patch'>[], is1x0: boolean): MergeRules {
  const patched = mergeRulesOf(patches.reduce((schema, { patch }) => patchSchema(schema, patch), releaseSchema));
  if (!is1x0) return patched;
  // Extensions are written for 1.1: what they add to it, they add to 1.0 too.
  return new Map([...rules1x0, ...[...patched].filter(([path]) => !rules1x1.has(path))]);
}

/** Checks that a patch can be applied to the release schema. @throws SchemaTooLargeError when it makes the schema explode. */
export function checkPatch(patch: JsonObject): void {
  rulesWith([{ patch }], false);
}
