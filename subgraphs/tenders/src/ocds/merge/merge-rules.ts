import { isObject, member, memberAt, type Json, type JsonObject } from '../json.js';

/** How a path differs from the default, which is: objects merge, arrays of objects merge by `id`, scalars replace. */
export type MergeRule = 'omitWhenMerged' | 'wholeListMerge';

/** Path of property names joined by `/` (array positions left out) to its rule. */
export type MergeRules = ReadonlyMap<string, MergeRule>;

/** Merge rules by their place, so that a merge finds them on its way down. */
export interface RuleTree {
  readonly rule: MergeRule | null;
  readonly members: ReadonlyMap<string, RuleTree>;
}

interface RuleNode {
  rule: MergeRule | null;
  members: Map<string, RuleNode>;
}

const trees = new WeakMap<MergeRules, RuleTree>();

/** The rules as a tree, made once for each set of rules. */
export function ruleTree(rules: MergeRules): RuleTree {
  const known = trees.get(rules);
  if (known !== undefined) return known;
  const root: RuleNode = { rule: null, members: new Map() };
  for (const [path, rule] of rules) nodeAt(root, path).rule = rule;
  trees.set(rules, root);
  return root;
}

function nodeAt(root: RuleNode, path: string): RuleNode {
  let node = root;
  for (const name of path.split('/')) {
    const next = node.members.get(name) ?? { rule: null, members: new Map<string, RuleNode>() };
    node.members.set(name, next);
    node = next;
  }
  return node;
}

/** The schema has more places than any standard has reason to: definitions that refer to each other multiply. */
export class SchemaTooLargeError extends Error {
  override readonly name = 'SchemaTooLargeError';
}

const placesMax = 50_000;

/**
 * Reads the merge rules out of a release schema: `omitWhenMerged`, `wholeListMerge`, and arrays whose items are
 * not objects with an `id`. A rule on a path settles everything below it.
 *
 * @param schema - a release schema, with the extension patches already applied (see {@link patchSchema}).
 * @throws SchemaTooLargeError beyond 50,000 places.
 */
export function mergeRulesOf(schema: JsonObject): MergeRules {
  const rules = new Map<string, MergeRule>();
  collectRules({ root: schema, node: schema, path: '', seen: [], rules, count: { places: 0 } });
  return rules;
}

interface Walk {
  root: JsonObject;
  node: JsonObject;
  path: string;
  /** Definitions open above this node: a schema that refers to itself must not be walked for ever. */
  seen: readonly string[];
  rules: Map<string, MergeRule>;
  count: { places: number };
}

function collectRules({ root, node, path, seen, rules, count }: Walk): void {
  const properties = member(node, 'properties');
  if (!isObject(properties)) return;
  for (const [name, raw] of Object.entries(properties)) {
    count.places += 1;
    if (count.places > placesMax) throw new SchemaTooLargeError(`The schema has more than ${placesMax} places.`);
    const resolved = resolve(root, raw);
    if (resolved === null || (resolved.ref !== null && seen.includes(resolved.ref))) continue;
    const here = path === '' ? name : `${path}/${name}`;
    const opened = resolved.ref === null ? seen : [...seen, resolved.ref];
    collectProperty({ root, node: resolved.node, path: here, seen: opened, rules, count });
  }
}

function collectProperty({ root, node, path, seen, rules, count }: Walk): void {
  if (member(node, 'omitWhenMerged') === true) {
    rules.set(path, 'omitWhenMerged');
    return;
  }
  if (!typesOf(node).includes('array')) {
    collectRules({ root, node, path, seen, rules, count });
    return;
  }
  const items = resolve(root, member(node, 'items'));
  if (items === null) return;
  const isKeyed =
    typesOf(items.node).every((type) => type === 'object') && isObject(memberAt(items.node, 'properties', 'id'));
  if (member(node, 'wholeListMerge') === true || !isKeyed) {
    rules.set(path, 'wholeListMerge');
    return;
  }
  if (items.ref !== null && seen.includes(items.ref)) return;
  const opened = items.ref === null ? seen : [...seen, items.ref];
  collectRules({ root, node: items.node, path, seen: opened, rules, count });
}

function typesOf(node: JsonObject): string[] {
  const type = member(node, 'type');
  const list = Array.isArray(type) ? type : [type ?? (isObject(member(node, 'properties')) ? 'object' : 'string')];
  return list.filter((name): name is string => typeof name === 'string' && name !== 'null');
}

function resolve(root: JsonObject, node: Json | undefined): { node: JsonObject; ref: string | null } | null {
  if (!isObject(node)) return null;
  const ref = member(node, '$ref');
  if (typeof ref !== 'string') return { node, ref: null };
  const target = memberAt(root, ...ref.replace(/^#\//u, '').split('/'));
  if (!isObject(target)) return null;
  // Keywords beside the reference (descriptions, merge rules) count as well.
  return { node: { ...target, ...node, $ref: null }, ref };
}

/**
 * Applies an extension's release-schema patch: JSON Merge Patch, null removes.
 * The inputs are left as they were.
 */
export function patchSchema(schema: JsonObject, patch: JsonObject): JsonObject {
  const result: JsonObject = { ...schema };
  for (const [key, value] of Object.entries(patch)) {
    if (key === '__proto__') continue;
    if (value === null) Reflect.deleteProperty(result, key);
    else if (isObject(value)) {
      const before = member(result, key);
      result[key] = patchSchema(isObject(before) ? before : {}, value);
    } else result[key] = value;
  }
  return result;
}
