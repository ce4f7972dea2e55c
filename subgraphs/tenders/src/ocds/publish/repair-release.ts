import { isDeepStrictEqual } from 'node:util';
import { isObject, member, unwrapped, type Json, type JsonObject } from '../json.js';
import { namedShapes, ocdsShapes, type Kind, type Shape, type ShapeName } from './ocds-shapes.js';
import { keepAwardedContracts } from './repair-contracts.js';
import {
  findCode,
  leftOut,
  noted,
  repairDate,
  repairDetails,
  repairEnd,
  repairFlag,
  repairFormer,
  repairId,
  repairLink,
  repairNumber,
  repairOther,
  repairText,
  repairTexts,
  repairUri,
  type RepairNotes,
} from './repair-value.js';
import { countRepair } from './repairs.js';

/**
 * A release as the standard's schema asks for it. What publishers got wrong is put right where that takes no guess and
 * left out where it would; fields that are not of the standard stay as published, but for
 * addresses that a browser would run. Nothing is invented.
 *
 * @param release - ocid, id, date and tag are the caller's business.
 * @returns a new object; the release itself is not changed.
 */
export function repairRelease(release: JsonObject, notes: RepairNotes): JsonObject {
  const repaired = repairObject(release, 'Release', notes);
  if (member(repaired, 'initiationType') === undefined)
    repaired['initiationType'] = noted(notes.counts, 'INITIATION_ADDED', 'tender');
  const { tender } = repaired;
  // The standard names the ocid as a possible id of the tender.
  if (isObject(tender) && tender['id'] === undefined)
    tender['id'] = noted(notes.counts, 'ID_ADDED', String(release['ocid']));
  keepAwardedContracts(repaired, notes);
  return repaired;
}

function repairObject(value: JsonObject, name: ShapeName, notes: RepairNotes): JsonObject {
  const shape = ocdsShapes[name];
  const repaired: JsonObject = {};
  for (const key of Object.keys(value)) {
    // Assigning to this key would replace the prototype.
    if (key === '__proto__') continue;
    const published = value[key];
    if (published === undefined) continue;
    const kind = kindOf(shape, key);
    const kept = kind === undefined ? repairOther(published, key, notes) : repairValue(published, { kind, key }, notes);
    if (kept !== undefined) repaired[key] = kept;
    else if (published !== null) moveCode(repaired, { key, published, notes, value });
  }
  return repaired;
}

/** The field itself, or the text that `title_fr` translates. */
function kindOf(shape: Shape, key: string): Kind | undefined {
  if (Object.hasOwn(shape, key)) return shape[key];
  const [, field = ''] = /^([a-z]+)_[a-z]/iu.exec(key) ?? [];
  return Object.hasOwn(shape, field) && shape[field]?.kind === 'text' ? shape[field] : undefined;
}

function repairValue(stated: Json, { kind, key }: { kind: Kind; key: string }, notes: RepairNotes): Json | undefined {
  const value = wholeKinds.has(kind.kind) ? stated : scalarIn(stated, notes);
  if (value === null) return leftOut(notes.counts, 'EMPTY_LEFT_OUT');
  switch (kind.kind) {
    case 'text':
      return repairText(value, notes);
    case 'id':
      return repairId(value, notes);
    case 'date':
      return endKeys.has(key) ? repairEnd(value, notes) : repairDate(value, notes);
    case 'uri':
      return key === 'url' ? repairLink(value, notes) : repairUri(value, notes);
    case 'number':
    case 'integer':
      return repairNumber(value, notes, kind.kind === 'integer');
    case 'flag':
      return repairFlag(value, notes);
    case 'texts':
      return repairTexts(value, notes);
    case 'details':
      return repairDetails(value, notes);
    case 'former':
      return repairFormer(value, notes);
    case 'code':
      return findCode(value, kind.codes, notes) ?? leftOut(notes.counts, codeLossOf(value));
    case 'codes':
      return repairCodes(value, kind.codes, notes);
    case 'one':
      return repairOne(value, kind.shape, notes);
    case 'list':
      return repairList(value, kind.shape, notes);
  }
}

const wholeKinds: ReadonlySet<Kind['kind']> = new Set(['one', 'list', 'details', 'former', 'texts', 'codes']);

/** What stands in an object that a converter made of a scalar. */
function scalarIn(stated: Json, { counts }: RepairNotes): Json {
  const value = isObject(stated) ? (unwrapped(stated) ?? null) : stated;
  return value === stated ? stated : noted(counts, 'TYPE_CONVERTED', value);
}

const endKeys: ReadonlySet<string> = new Set(['endDate', 'maxExtentDate', 'dueDate']);

function codeLossOf(value: Json): 'CODE_LEFT_OUT' | 'EMPTY_LEFT_OUT' {
  return value === '' ? 'EMPTY_LEFT_OUT' : 'CODE_LEFT_OUT';
}

function repairCodes(value: Json, codes: readonly string[], notes: RepairNotes): string[] | undefined {
  const found = (repairTexts(value, notes) ?? []).map(
    (text) => findCode(text, codes, notes) ?? leftOut(notes.counts, 'CODE_LEFT_OUT'),
  );
  const kept = [...new Set(found.filter((code) => code !== undefined))];
  return kept.length === 0 ? undefined : kept;
}

function repairOne(value: Json, name: ShapeName, notes: RepairNotes): JsonObject | undefined {
  const [only, ...others] = Array.isArray(value) ? value : [value];
  if (!isObject(only) || others.length > 0)
    return leftOut(notes.counts, Array.isArray(value) && value.length === 0 ? 'EMPTY_LEFT_OUT' : 'TYPE_LEFT_OUT');
  if (Array.isArray(value)) countRepair(notes.counts, 'TYPE_CONVERTED');
  const repaired = repairObject(only, name, notes);
  return Object.keys(repaired).length === 0 ? leftOut(notes.counts, 'EMPTY_LEFT_OUT') : repaired;
}

function repairList(value: Json, name: ShapeName, notes: RepairNotes): JsonObject[] | undefined {
  if (!Array.isArray(value) && !isObject(value))
    return leftOut(notes.counts, value === '' ? 'EMPTY_LEFT_OUT' : 'TYPE_LEFT_OUT');
  if (!Array.isArray(value)) countRepair(notes.counts, 'TYPE_CONVERTED');
  const kept: JsonObject[] = [];
  for (const entry of Array.isArray(value) ? value : [value]) {
    if (!isObject(entry)) {
      countRepair(notes.counts, entry === null ? 'EMPTY_LEFT_OUT' : 'TYPE_LEFT_OUT');
      continue;
    }
    const repaired = repairObject(entry, name, notes);
    if (Object.keys(repaired).length === 0) countRepair(notes.counts, 'EMPTY_LEFT_OUT');
    else kept.push(repaired);
  }
  const distinct = withoutDuplicates(kept, notes);
  if (namedShapes.has(name)) nameEntries(distinct, notes);
  return distinct.length === 0 ? leftOut(notes.counts, 'EMPTY_LEFT_OUT') : distinct;
}

// Only entries of one length can be alike, so that long lists are not compared pair by pair.
function withoutDuplicates(entries: readonly JsonObject[], { counts }: RepairNotes): JsonObject[] {
  const seen = new Map<string, JsonObject[]>();
  return entries.filter((entry) => {
    const key = `${JSON.stringify(entry).length} ${String(entry['id'])}`;
    const alike = seen.get(key) ?? [];
    if (alike.some((other) => isDeepStrictEqual(other, entry))) {
      countRepair(counts, 'DUPLICATE_LEFT_OUT');
      return false;
    }
    seen.set(key, [...alike, entry]);
    return true;
  });
}

/** Entries without an id are named by their place, `#1` for the first: an id that cannot be taken for a publisher's. */
function nameEntries(entries: readonly JsonObject[], { counts }: RepairNotes): void {
  const taken = new Set(entries.map((entry) => entry['id']));
  entries.forEach((entry, index) => {
    if (entry['id'] !== undefined) return;
    let name = `#${index + 1}`;
    while (taken.has(name)) name = `#${name}`;
    taken.add(name);
    entry['id'] = noted(counts, 'ID_ADDED', name);
  });
}

interface LostCode {
  readonly key: string;
  readonly published: Json;
  readonly value: JsonObject;
  readonly notes: RepairNotes;
}

// Two closed lists have an open field beside them for what does not fit, where the publisher's word is not lost.
function moveCode(repaired: JsonObject, { key, published, value, notes }: LostCode): void {
  if (typeof published !== 'string' || published.trim() === '') return;
  if (key === 'procurementMethod' && isAbsent(value['procurementMethodDetails'])) {
    repaired['procurementMethodDetails'] = noted(notes.counts, 'CODE_MOVED', published);
  }
  if (key === 'mainProcurementCategory' && isAbsent(value['additionalProcurementCategories'])) {
    repaired['additionalProcurementCategories'] = noted(notes.counts, 'CODE_MOVED', [published]);
  }
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
