import { isRemoved, keyed, type FieldReaders } from './field-readers.js';
import { member, objectsIn, textOf, type Json, type JsonObject } from '../json.js';
import type { SourceSettings } from '../source-settings.js';
import type { BriefingState, DocumentScope, DocumentState } from './tender-state.js';

// Where documents hang below a stage of a process, apart from the stage itself.
const holders = [
  ...['amendments', 'amendment', 'lots', 'lotGroups', 'milestones', 'participationFees', 'clarificationMeetings'],
  ...['implementation', 'transactions', 'details', 'enquiries', 'items'],
];
const depthMax = 4;

// What hangs below a tender has scopes of its own; what hangs below later stages belongs to them.
const scopesBelow: Partial<Record<DocumentScope, Readonly<Record<string, DocumentScope>>>> = {
  TENDER: {
    ...{ amendments: 'AMENDMENT', amendment: 'AMENDMENT', lots: 'LOT', lotGroups: 'LOT', milestones: 'MILESTONE' },
  },
  CONTRACT: { implementation: 'IMPLEMENTATION' },
};

type Found = readonly [document: JsonObject, scope: DocumentScope];

function documentsBelow(value: Json | undefined, scope: DocumentScope, depth = 0): Found[] {
  const found = objectsIn(member(value, 'documents')).map((document): Found => [document, scope]);
  if (depth >= depthMax) return found;
  for (const name of holders) {
    const held = member(value, name);
    if (held === undefined) continue;
    const scopeBelow = scopesBelow[scope]?.[name] ?? scope;
    for (const holder of objectsIn(held)) found.push(...documentsBelow(holder, scopeBelow, depth + 1));
  }
  return found;
}

/**
 * All documents of a process with where in it they hang. Keys are unique across the stages:
 * equal ids in different places are different documents.
 */
export function readDocuments(compiled: JsonObject, read: FieldReaders, settings: SourceSettings): DocumentState[] {
  const stages: [DocumentScope, readonly (Json | undefined)[]][] = [
    ['TENDER', [member(compiled, 'tender')]],
    ['PLANNING', [member(compiled, 'planning')]],
    ['AWARD', objectsIn(member(compiled, 'awards'))],
    ['CONTRACT', objectsIn(member(compiled, 'contracts'))],
    ['TENDER', [{ documents: member(compiled, 'documents') ?? null }, member(compiled, 'bids')]],
  ];
  const found = stages.flatMap(([scope, values]) => values.flatMap((value) => documentsBelow(value, scope)));
  const scopes = new Map(found);
  return keyed([...scopes.keys()], (row, key) => {
    if (isRemoved(row)) return null;
    const url = read.text(member(row, 'url'), 2_000);
    const title = read.lineAt(row, 'title', 500);
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
