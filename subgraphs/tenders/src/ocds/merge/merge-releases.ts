import { isObject, listOf, member, type Json, type JsonObject } from '../json.js';
import { ruleTree, type MergeRules, type RuleTree } from './merge-rules.js';
import { compareOcdsDates } from '../ocds-time.js';

/** Folds releases of one process, one at a time and oldest first, into its compiled release. */
export interface ReleaseMerger {
  /** Adds the next release. The release itself is never changed. */
  append(release: JsonObject): void;
  /** The state so far. It is the merger's own object: read it before the next append. */
  compiled(): JsonObject;
}

/** Starts an empty fold under the given rules. */
export function createMerger(rules: MergeRules): ReleaseMerger {
  const state: JsonObject = {};
  const tree = ruleTree(rules);
  let head: JsonObject = {};
  return {
    append(release) {
      const { tag: _tag, ...rest } = release;
      mergeObject(state, rest, tree);
      head = {
        tag: ['compiled'],
        id: `${String(release['ocid'])}-${String(release['date'])}`,
        date: release['date'] ?? null,
      };
    },
    compiled: () => ({ ...head, ...state, ...head }),
  };
}

/**
 * The compiled release of one process, by the merge routine of the standard.
 *
 * @param releases - releases of one ocid in any order; equal dates keep the order given.
 */
export function mergeReleases(releases: readonly JsonObject[], rules: MergeRules): JsonObject {
  const merger = createMerger(rules);
  for (const release of releases.toSorted(byDate)) merger.append(release);
  return merger.compiled();
}

function byDate(left: JsonObject, right: JsonObject): number {
  return compareOcdsDates(String(left['date']), String(right['date']));
}

type Rules = RuleTree | undefined;

// Each of these answers whether the source said anything: `{}` and what holds only `{}` says nothing and
// leaves no trace, while a null says "gone" and keeps the object around it.
function mergeObject(target: JsonObject, source: JsonObject, rules: Rules): boolean {
  let said = false;
  for (const key of Object.keys(source)) {
    // Assigning to this key would replace the prototype; no publisher means anything by it.
    if (key === '__proto__') continue;
    const value = source[key];
    const here = rules?.members.get(key);
    if (value === undefined || here?.rule === 'omitWhenMerged') continue;
    said = mergeMember({ target, key, source: value, rules: here }) || said;
  }
  return said;
}

interface MemberStep<Value> {
  target: JsonObject;
  key: string;
  source: Value;
  rules: Rules;
}

// Lists of objects wherever the standard has them: one object under such a name is a list of one.
const listNames: ReadonlySet<string> = new Set([
  ...['parties', 'awards', 'contracts', 'relatedProcesses', 'documents', 'items', 'lots', 'lotGroups', 'milestones'],
  ...['amendments', 'tenderers', 'suppliers', 'additionalClassifications', 'additionalIdentifiers', 'transactions'],
]);

// Suppliers are a list of an award, for which there are rules; of a contract the standard knows none.
const isListName = (key: string, rules: Rules): boolean =>
  listNames.has(key) && (key !== 'suppliers' || rules !== undefined);

function mergeMember({ target, key, source, rules }: MemberStep<Json>): boolean {
  if (source === null) Reflect.deleteProperty(target, key);
  else if (Array.isArray(source)) return mergeArray({ target, key, source, rules });
  else if (typeof source === 'object' && (isListName(key, rules) || Array.isArray(member(target, key))))
    return mergeArray({ target, key, source: listOf(source), rules });
  else if (typeof source === 'object') return mergeChild({ target, key, source, rules });
  else target[key] = source;
  return true;
}

function mergeChild({ target, key, source, rules }: MemberStep<JsonObject>): boolean {
  const before = member(target, key);
  const child: JsonObject = isObject(before) ? before : {};
  const said = mergeObject(child, source, rules);
  if (said) target[key] = child;
  return said;
}

function mergeArray({ target, key, source, rules }: MemberStep<Json[]>): boolean {
  if (rules?.rule === 'wholeListMerge' || !source.every(isObject)) {
    target[key] = source;
    return true;
  }
  const before = member(target, key);
  const earlier = isObject(before) ? listOf(before) : before;
  const merged: JsonObject[] = Array.isArray(earlier) && earlier.every(isObject) ? earlier : [];
  const byId = indexById(merged);
  let said = false;
  for (const item of source) {
    const id = identifierOf(item);
    const known = id === null ? undefined : byId.get(id);
    const entry = known ?? {};
    if (!mergeObject(entry, item, rules)) continue;
    said = true;
    if (known === undefined) merged.push(entry);
    if (id !== null) byId.set(id, entry);
  }
  if (said) target[key] = merged;
  return said;
}

/** Items of an array by their id. Items without one are not in it: they are always appended. */
export function indexById(items: readonly JsonObject[]): Map<string, JsonObject> {
  const byId = new Map<string, JsonObject>();
  for (const item of items) {
    const id = identifierOf(item);
    if (id !== null) byId.set(id, item);
  }
  return byId;
}

/** The id that decides which items are the same, or null. Publishers write the same id as 1 and as "1". */
export function identifierOf(item: JsonObject): string | null {
  const id = member(item, 'id');
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}
