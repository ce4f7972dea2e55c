import { createJsonSplitter } from './json-splitter.js';
import { isObject, member, parseJson, textOf, type Json, type JsonObject } from '../json.js';
import { factMembers, factsFrom, factsOf, parsed, type PackageFacts } from './package-facts.js';
import { isLink, linkedRecord, type LinkedRecord, type LinkProblem } from './linked-record.js';
import { createSalvager } from './salvage.js';
import type { JsonPiece } from './json-piece.js';

/** Something found in a file. The bytes are exactly as the publisher wrote them. */
export type ReadItem =
  | { kind: 'release'; value: Json; bytes: Buffer; facts: PackageFacts; linked?: LinkedRecord }
  | {
      kind: 'problem';
      reason: 'MALFORMED_JSON' | LinkProblem;
      detail: string;
      bytes: Buffer;
      facts: PackageFacts;
      linked?: LinkedRecord;
    }
  /** JSON that does not look like a release, and was not in a list of releases. */
  | { kind: 'other'; bytes: Buffer };

/** A release, or something that was meant to be one. */
export type FoundItem = Exclude<ReadItem, { kind: 'other' }>;

/** What the splitter must look for in OCDS files. */
export const ocdsLists: ReadonlySet<string> = new Set(['releases', 'records']);
const ocdsMembers: ReadonlySet<string> = new Set([...factMembers, 'compiledRelease', 'ocid']);

export const ocdsSplit = { lists: ocdsLists, members: ocdsMembers };

/** Turns pieces of JSON into releases. */
export interface ReleaseCollector {
  take(piece: JsonPiece): ReadItem[];
}

/** @param given - facts known beforehand; members met on the way add to them. */
export function createCollector(packageFacts: PackageFacts): ReleaseCollector {
  const members = new Map<string, Buffer>();
  let facts = packageFacts;
  let embedded = 0;
  let links: JsonObject[] = [];
  const reset = (): void => {
    members.clear();
    facts = packageFacts;
    embedded = 0;
    links = [];
  };
  return {
    take(piece) {
      switch (piece.kind) {
        case 'member':
          members.set(piece.key, piece.bytes);
          if (factMembers.has(piece.key)) facts = { ...facts, ...factsOf(members) };
          return [];
        case 'element': {
          if (piece.list !== 'releases') {
            if (piece.list === 'records') embedded += 1;
            return takeApart(piece.bytes, facts, piece.offset);
          }
          const items = releaseItems(piece.bytes, facts, piece.offset);
          const [item] = items;
          if (items.length === 1 && item?.kind === 'release' && isLink(item.value)) {
            links.push(item.value);
            return [];
          }
          embedded += 1;
          return items;
        }
        case 'value': {
          const items = wholeValue(piece, members.get('compiledRelease'), facts);
          reset();
          return items;
        }
        case 'end': {
          const items = links.length > 0 || embedded === 0 ? compiledOnly({ members, links, facts }) : [];
          reset();
          return items;
        }
      }
    },
  };
}

/**
 * Releases in one JSON value held in memory: a record, a package, a release, or an array of these.
 *
 * @param offset - where the value begins in its file.
 */
export function takeApart(bytes: Buffer, packageFacts: PackageFacts, offset = 0): ReadItem[] {
  const splitter = createJsonSplitter({ ...ocdsSplit, offset });
  let pieces: JsonPiece[];
  try {
    pieces = [...splitter.push(bytes)];
  } catch (error) {
    return brokenItems(bytes, { facts: packageFacts, offset, detail: messageOf(error) });
  }
  if (splitter.unfinished() !== null) {
    return brokenItems(bytes, { facts: packageFacts, offset, detail: 'The value has no end.' });
  }
  // Members may follow the list they speak about.
  const members = pieces.filter(({ kind }) => kind === 'member');
  const others = pieces.filter(({ kind }) => kind !== 'member');
  const collector = createCollector(packageFacts);
  return [...members, ...others].flatMap((piece) => collector.take(piece));
}

/**
 * Releases in one line of JSON Lines. Nearly every line is a bare release, which is parsed as it stands; only what holds
 * lists of releases is taken apart first.
 */
export function takeLine(bytes: Buffer, packageFacts: PackageFacts, offset = 0): ReadItem[] {
  const line = withoutBlanks(bytes);
  const value = parsed(line);
  if (!isObject(value) || [...ocdsLists, 'compiledRelease'].some((key) => Object.hasOwn(value, key))) {
    return takeApart(bytes, packageFacts, offset);
  }
  if (!looksLikeRelease(value)) return [{ kind: 'other', bytes: line }];
  const facts = { ...packageFacts, ...factsFrom((key) => member(value, key)) };
  return [{ kind: 'release', value, bytes: line, facts }];
}

function withoutBlanks(bytes: Buffer): Buffer {
  let start = 0;
  let end = bytes.length;
  while (start < end && (bytes[start] ?? 0) <= 0x20) start += 1;
  while (end > start && (bytes[end - 1] ?? 0) <= 0x20) end -= 1;
  return bytes.subarray(start, end);
}

function releaseItems(bytes: Buffer, facts: PackageFacts, offset: number): ReadItem[] {
  let value: Json;
  try {
    value = parseJson(bytes);
  } catch (error) {
    return brokenItems(bytes, { facts, offset, detail: messageOf(error) });
  }
  if (!isReleasesByName(value)) return [{ kind: 'release', value, bytes, facts }];
  // Without the bracket around them they lie there one after the other, as the publisher wrote them.
  const start = bytes.indexOf('{') + 1;
  return brokenItems(bytes.subarray(start), { facts, offset: offset + start, detail: 'No release was found.' });
}

/** True for an object in place of a list of releases, which holds them by number, id or ocid. */
function isReleasesByName(value: Json): boolean {
  if (!isObject(value) || looksLikeRelease(value)) return false;
  const entries: Json[] = Object.values(value);
  return entries.length > 0 && entries.every(looksLikeRelease);
}

interface Broken {
  facts: PackageFacts;
  offset: number;
  detail: string;
}

// A release that lacks a bracket or a quote holds those that follow it; they are sound all the same.
function brokenItems(bytes: Buffer, { facts, offset, detail }: Broken): ReadItem[] {
  const problem = (from: number, part: Buffer): ReadItem => ({
    kind: 'problem',
    reason: 'MALFORMED_JSON',
    detail: `At byte ${from}: ${detail}`,
    bytes: part,
    facts,
  });
  const search = createSalvager({ offset, firstKeys: new Set(), packagesAfter: null });
  const found = [...search.push(bytes), ...search.finish()].filter((piece) => piece.kind !== 'package');
  if (!found.some(({ kind }) => kind === 'sound')) return [problem(offset, bytes)];
  return found.flatMap((piece) =>
    piece.kind === 'sound'
      ? takeApart(piece.bytes, facts, piece.offset)
      : piece.wasRelease
        ? [problem(piece.offset, piece.bytes)]
        : [],
  );
}

function wholeValue(
  { bytes, offset }: { bytes: Buffer; offset: number },
  compiled: Buffer | undefined,
  facts: PackageFacts,
): ReadItem[] {
  const items = releaseItems(bytes, facts, offset);
  const [item] = items;
  if (items.length !== 1 || item?.kind !== 'release') return items;
  if (compiled !== undefined && isObject(member(item.value, 'compiledRelease'))) {
    return releaseItems(compiled, facts, offset);
  }
  return looksLikeRelease(item.value) ? items : [{ kind: 'other', bytes }];
}

// Records may only point at their releases; the publisher's own compiled release then stands for them, unless somebody
// fetches them.
function compiledOnly(record: {
  members: ReadonlyMap<string, Buffer>;
  links: readonly JsonObject[];
  facts: PackageFacts;
}): ReadItem[] {
  const { members, links, facts } = record;
  const compiled = members.get('compiledRelease');
  const [item] = compiled === undefined ? [] : releaseItems(compiled, facts, 0);
  const linked = links.length === 0 ? null : linkedRecord(links, textOf(parsed(members.get('ocid')), 500));
  if (item?.kind === 'release' && isObject(item.value)) return [linked === null ? item : { ...item, linked }];
  if (linked === null) return [];
  const detail = `The record links to ${links.length} releases and holds neither them nor a compiled release.`;
  return [{ kind: 'problem', reason: 'LINKED_RELEASES_ONLY', detail, bytes: linked.bytes, facts, linked }];
}

function looksLikeRelease(value: Json): value is JsonObject {
  if (member(value, 'ocid') === undefined) {
    return (
      member(value, 'id') !== undefined && member(value, 'tag') !== undefined && member(value, 'date') !== undefined
    );
  }
  // A versioned release has the same ocid but lists of values where a release has values.
  return (
    member(value, 'id') !== undefined ||
    member(value, 'date') !== undefined ||
    !Array.isArray(member(value, 'initiationType'))
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
