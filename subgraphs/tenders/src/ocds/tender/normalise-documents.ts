import { isRemoved, keyed, type FieldReaders } from './field-readers.js';
import { isObject, member, objectsIn, textOf, type Json, type JsonObject } from '../json.js';
import type { SourceSettings } from '../source-settings.js';
import { webAddress } from '../text/web-address.js';
import type { BriefingState, DocumentScope, DocumentState } from './tender-state.js';

// Where no documents hang, and what is in every release.
const withoutDocuments: ReadonlySet<string> = new Set([
  ...[
    'documents',
    'classification',
    'additionalClassifications',
    'value',
    'unit',
    'identifier',
    'address',
    'contactPoint',
  ],
  ...['tenderPeriod', 'enquiryPeriod', 'awardPeriod', 'contractPeriod', 'period', 'procuringEntity', 'suppliers'],
  ...['attachments', 'tenderers', 'additionalIdentifiers', 'contactPerson'],
]);
const depthMax = 4;

// What hangs below a tender has scopes of its own; what hangs below later stages belongs to them.
const scopesBelow: Partial<Record<DocumentScope, Readonly<Record<string, DocumentScope>>>> = {
  TENDER: {
    ...{ amendments: 'AMENDMENT', amendment: 'AMENDMENT', lots: 'LOT', lotGroups: 'LOT', milestones: 'MILESTONE' },
  },
  CONTRACT: { implementation: 'IMPLEMENTATION' },
};

type Found = readonly [document: JsonObject, scope: DocumentScope];

/** Adds the documents that hang below a value. It sees every entry of a process, so it makes nothing on its way. */
function addBelow(found: Found[], value: Json | undefined, scope: DocumentScope, depth = 0): void {
  if (!isObject(value)) return;
  for (const document of documentsIn(value['documents'])) found.push([document, scope]);
  for (const document of documentsIn(value['attachments'])) found.push([document, scope]);
  if (depth >= depthMax) return;
  for (const name in value) {
    const holders = value[name];
    if (typeof holders !== 'object' || holders === null || withoutDocuments.has(name)) continue;
    const below = scopesBelow[scope]?.[name] ?? scope;
    if (!Array.isArray(holders)) addBelow(found, holders, below, depth + 1);
    else for (const holder of holders) addBelow(found, holder, below, depth + 1);
  }
}

const nothing: JsonObject[] = [];

// Some publishers write addresses alone.
function documentsIn(value: Json | undefined): JsonObject[] {
  if (value === undefined) return nothing;
  const entries = Array.isArray(value) && value.some(isAddress) ? value : isAddress(value) ? [value] : objectsIn(value);
  return entries.flatMap((entry) => (isAddress(entry) ? [{ url: entry }] : objectsIn(entry))).flatMap(eachAddress);
}

/** The document, once for each of several addresses that are written as one; what else stands between them is none. */
function eachAddress(document: JsonObject): JsonObject[] {
  const stated = textOf(statedAddress(document), 2_000);
  if (stated === null || !severalAddresses.test(stated)) return [document];
  const addresses = stated.split(betweenAddresses).filter(isAddress);
  return addresses.length < 2 ? [document] : addresses.map((url) => ({ ...document, url }));
}

const severalAddresses = /[\s;,|]https?:\/\//iu;
const betweenAddresses = /\s*[\s;,|]\s*(?=https?:\/\/)/iu;

function isAddress(value: Json | undefined): value is string {
  return typeof value === 'string' && /^https?:\/\//iu.test(value);
}

function findDocuments(compiled: JsonObject): ReadonlyMap<JsonObject, DocumentScope> {
  const stages: [DocumentScope, readonly (Json | undefined)[]][] = [
    ['TENDER', [member(compiled, 'tender')]],
    ['PLANNING', [member(compiled, 'planning')]],
    ['AWARD', objectsIn(member(compiled, 'awards'))],
    ['CONTRACT', objectsIn(member(compiled, 'contracts'))],
    ['TENDER', [{ documents: member(compiled, 'documents') ?? null }, member(compiled, 'bids')]],
  ];
  const found: Found[] = [];
  for (const [scope, values] of stages) for (const value of values) addBelow(found, value, scope);
  return new Map(found);
}

/**
 * All documents of a process with where in it they hang. Keys are unique across the stages:
 * equal ids in different places are different documents.
 */
export function readDocuments(compiled: JsonObject, read: FieldReaders, settings: SourceSettings): DocumentState[] {
  const scopes = findDocuments(compiled);
  return keyed([...scopes.keys()], (row, key) => {
    if (isRemoved(row)) return null;
    const url = webAddress(read.text(statedAddress(row), 2_000));
    const title = read.lineAt(row, 'title', 500) ?? read.lineAt(row, 'name', 500);
    return {
      key,
      scope: scopes.get(row) ?? 'TENDER',
      documentType: read.code(member(row, 'documentType'), 100),
      title,
      filename: filenameOf(url, settings.filenameParameter) ?? title,
      url,
      format: read.code(member(row, 'format'), 100),
      language: read.code(member(row, 'language'), 20),
      publishedAt: read.instant(member(row, 'datePublished')),
      modifiedAt: read.instant(member(row, 'dateModified')),
    };
  });
}

/** How many documents state an address that is none of the web, so that it is no link. */
export function countRefusedAddresses(compiled: JsonObject, read: FieldReaders): number {
  const documents = [...findDocuments(compiled).keys()].filter((row) => !isRemoved(row));
  const addresses = documents.map((row) => read.text(statedAddress(row), 2_000));
  return addresses.filter((address) => address !== null && webAddress(address) === null).length;
}

// `url` is the standard's; publishers write the others too.
const addressNames = ['url', 'uri', 'href', 'link'];

function statedAddress(document: JsonObject): Json | undefined {
  return addressNames
    .map((name) => member(document, name))
    .find((address) => address !== undefined && address !== null);
}

/**
 * File name of a document's address: the value of the given query parameter, else the last part of the path when
 * that has an ending. Null when the address tells no name.
 */
export function filenameOf(url: string | null, parameter?: string): string | null {
  const address = url === null ? null : URL.parse(url);
  if (address === null) return null;
  const stated = parameter === undefined ? null : textOf(address.searchParams.get(parameter), 500);
  if (stated !== null) return stated;
  const last = address.pathname.split('/').at(-1) ?? '';
  return /\.[a-z0-9]{1,8}$/iu.test(last) ? textOf(decoded(last), 500) : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Briefing sessions of a tender. "No session" is written as false with a date in the year 1: that is none. */
export function readBriefings(tender: Json | undefined, read: FieldReaders): BriefingState[] {
  const session = member(tender, 'briefingSession');
  if (member(session, 'isSession') !== true) return [];
  return [
    {
      key: '1',
      heldAt: read.instant(member(session, 'date')),
      isCompulsory: member(session, 'compulsory') === true,
      venue: read.line(member(session, 'venue'), 1_000),
    },
  ];
}
