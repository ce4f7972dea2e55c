import { isDeepStrictEqual } from 'node:util';
import { isObject, member, type Json, type JsonObject } from '../json.js';
import { identifierOf } from './merge-releases.js';
import type { MergeRules } from './merge-rules.js';
import { compareOcdsDates } from '../ocds-time.js';

/**
 * The versioned release of one process: in place of each value, the list of values it has had, each with the
 * release that set it. Ids inside merged arrays and the ocid stay plain.
 *
 * @param releases - releases of one ocid in any order; equal dates keep the order given.
 */
export function mergeVersions(releases: readonly JsonObject[], rules: MergeRules): JsonObject {
  const state: JsonObject = {};
  const inOrder = releases.toSorted((left, right) => compareOcdsDates(String(left['date']), String(right['date'])));
  for (const { ocid, id, date, tag, ...rest } of inOrder) {
    if (ocid !== undefined) state['ocid'] = ocid;
    const stamp = { releaseID: id ?? null, releaseDate: date ?? null, releaseTag: tag ?? null };
    versionObject({ target: state, source: rest, path: '', rules, stamp, keepsId: false });
  }
  return state;
}

interface VersionStep {
  target: JsonObject;
  source: JsonObject;
  path: string;
  rules: MergeRules;
  stamp: JsonObject;
  /** True inside an array merged by id: the id is the item's name, not a value with a history. */
  keepsId: boolean;
}

function versionObject(step: VersionStep): boolean {
  let said = false;
  for (const [key, value] of Object.entries(step.source)) {
    if (key === '__proto__') continue;
    const path = step.path === '' ? key : `${step.path}/${key}`;
    if (step.rules.get(path) === 'omitWhenMerged') continue;
    if (step.keepsId && key === 'id' && identifierOf(step.source) !== null) {
      step.target['id'] = value;
      said = true;
    } else said = versionMember({ ...step, path }, key, value) || said;
  }
  return said;
}

function versionMember(step: VersionStep, key: string, value: Json): boolean {
  if (isObject(value)) {
    const before = member(step.target, key);
    const child = isObject(before) ? before : {};
    const said = versionObject({ ...step, target: child, source: value, keepsId: false });
    if (said) step.target[key] = child;
    return said;
  }
  if (Array.isArray(value) && step.rules.get(step.path) !== 'wholeListMerge' && value.every(isObject)) {
    return versionItems(step, key, value);
  }
  remember(step, key, value);
  return true;
}

function versionItems(step: VersionStep, key: string, items: readonly JsonObject[]): boolean {
  const before = member(step.target, key);
  const merged: JsonObject[] = Array.isArray(before) ? before.filter(isObject) : [];
  let said = false;
  for (const item of items) {
    const id = identifierOf(item);
    const known = id === null ? undefined : merged.find((entry) => identifierOf(entry) === id);
    const entry = known ?? {};
    if (!versionObject({ ...step, target: entry, source: item, keepsId: true })) continue;
    said = true;
    if (known === undefined) merged.push(entry);
  }
  if (said) step.target[key] = merged;
  return said;
}

// A value repeated by a later release is no new version.
function remember(step: VersionStep, key: string, value: Json): void {
  const before = member(step.target, key);
  const history = Array.isArray(before) ? before : [];
  if (isDeepStrictEqual(member(history.at(-1), 'value'), value)) return;
  step.target[key] = [...history, { ...step.stamp, value }];
}
