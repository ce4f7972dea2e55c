import { isDeepStrictEqual } from 'node:util';
import { isObject, member, saysNothing, type Json, type JsonObject } from '../json.js';
import { identifierOf } from '../merge/merge-releases.js';
import { tagsOf } from '../read/validate-release.js';
import { readSpelling } from '../time/date-spellings.js';
import { impactOfPath } from './change-impacts.js';
import type { FieldChange } from './diff-states.js';
import { hasModelledBelow, modelledPaths } from './modelled-paths.js';

// What names a release; each has its own.
const heads: ReadonlySet<string> = new Set(['ocid', 'id', 'date', 'tag', 'initiationType']);

/** Where in a release: as a reader sees it, and without the ids of list entries. */
interface Place {
  readonly path: string;
  readonly general: string;
  /** Ids of the list entries that it lies in. */
  readonly keys: readonly string[];
}

interface Walk {
  /** What the fields of the tender tell already. */
  readonly told: readonly FieldChange[];
  readonly changes: FieldChange[];
}

/**
 * What changed between two compiled releases beside what the fields of the tender tell: every other field under its path in
 * the release. White space and spelling of numbers and times are no change.
 */
export function diffReleases(before: JsonObject, after: JsonObject, told: readonly FieldChange[]): FieldChange[] {
  const walk: Walk = { told, changes: [] };
  for (const name of namesOf(before, after)) {
    if (heads.has(name)) continue;
    compare({ path: name, general: name, keys: [] }, [member(before, name), member(after, name)], walk);
  }
  return walk.changes;
}

/**
 * What a release that changed no field tells by its tags alone: that something was amended, cancelled or ended. Nothing for
 * other tags.
 */
export function tagChanges(release: JsonObject): FieldChange[] {
  const tags = tagsOf(release).filter((tag) => /amend|cancel|terminat|withdraw/iu.test(tag));
  return tags.length === 0 ? [] : [{ field: 'tag', before: null, after: tags, impact: 'MATERIAL' }];
}

type Sides = readonly [before: Json | undefined, after: Json | undefined];

function compare(place: Place, [before, after]: Sides, walk: Walk): void {
  if (saysNothing(before) && saysNothing(after)) return;
  if (isList(before) || isList(after)) compareLists(place, [before, after], walk);
  else if (isObject(before) && isObject(after)) compareObjects(place, [before, after], walk);
  // Part of what came or went may be a field of the tender.
  else if ((isObject(before) || isObject(after)) && hasModelledBelow(place.general))
    compareObjects(place, [isObject(before) ? before : {}, isObject(after) ? after : {}], walk);
  else if (!isSameReading(before, after)) tell(place, [before, after], walk);
}

function compareObjects(place: Place, [before, after]: readonly [JsonObject, JsonObject], walk: Walk): void {
  for (const name of namesOf(before, after)) {
    const inside = { ...place, path: `${place.path}/${name}`, general: `${place.general}/${name}` };
    compare(inside, [member(before, name), member(after, name)], walk);
  }
}

function compareLists(place: Place, [before, after]: Sides, walk: Walk): void {
  const [left, right] = [entriesOf(before), entriesOf(after)];
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const inside = { ...place, path: `${place.path}/${key}`, keys: [...place.keys, key] };
    const [was, is] = [left.get(key), right.get(key)];
    if (was !== undefined && is !== undefined) compareObjects(inside, [was, is], walk);
    else if (!saysNothing(was ?? is)) tell(inside, [was, is], walk);
  }
}

/** Entries by id, or by place where they have none. */
function entriesOf(list: Json | undefined): Map<string, JsonObject> {
  const entries = new Map<string, JsonObject>();
  for (const [index, entry] of (Array.isArray(list) ? list.filter(isObject) : []).entries()) {
    const base = identifierOf(entry) ?? `#${index + 1}`;
    let key = base;
    for (let copy = 2; entries.has(key); copy += 1) key = `${base}#${copy}`;
    entries.set(key, entry);
  }
  return entries;
}

function isList(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}

function namesOf(before: JsonObject, after: JsonObject): Set<string> {
  return new Set([...Object.keys(before), ...Object.keys(after)]);
}

// The variant of a text in a language, as in title_en.
const languageSuffix = /_[a-z]{2,3}(?:[-_][a-z\d]+)*$/iu;

function tell({ path, general, keys }: Place, [before, after]: Sides, { told, changes }: Walk): void {
  const fields = modelledPaths.get(general) ?? modelledPaths.get(general.replace(languageSuffix, ''));
  const isTold = (change: FieldChange): boolean =>
    (fields ?? []).some((field) => field === change.field) &&
    (keys.length === 0 || change.key === undefined || keys.some((key) => isKeyOf(change.key ?? '', key)));
  if (told.some(isTold)) return;
  changes.push({ field: path, before: before ?? null, after: after ?? null, impact: impactOfPath(general) });
}

// Keys of entries may carry a number for a second one with the same id, and the place in which the list hangs.
function isKeyOf(key: string, id: string): boolean {
  return key === id || key.startsWith(`${id}#`) || key.endsWith(`/${id}`);
}

function isSameReading(before: Json | undefined, after: Json | undefined): boolean {
  if (isDeepStrictEqual(before, after)) return true;
  if (!isScalar(before) || !isScalar(after)) return false;
  const [left, right] = [plain(before), plain(after)];
  if (left === right) return true;
  if (left === '' || right === '') return false;
  if (isNumber(left) && isNumber(right)) return Number(left) === Number(right);
  return isSameTime(left, right);
}

// A day is not the same as its first moment: one closes when it ends, the other when it begins.
function isSameTime(left: string, right: string): boolean {
  if (!startsWithYear.test(left) || !startsWithYear.test(right)) return false;
  const [one, other] = [readSpelling(left), readSpelling(right)];
  return one?.offset != null && other?.offset != null && one.wall - one.offset === other.wall - other.offset;
}

const startsWithYear = /^\d{4}-\d{2}/u;

function isScalar(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function plain(value: string | number | boolean): string {
  return String(value).replaceAll(/\s+/gu, ' ').trim();
}

// Of a number with more digits than a double has, the digits count.
function isNumber(text: string): boolean {
  return /^-?\d{1,15}(?:\.\d{1,9})?$/u.test(text);
}
