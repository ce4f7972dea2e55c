import { isRemoved, keyed, type FieldReaders } from './field-readers.js';
import { member, objectsIn, textOf, type Json, type JsonObject } from '../json.js';
import type { SourceSettings } from '../source-settings.js';
import type { BriefingState, DocumentState } from './tender-state.js';

/** All documents of a process with the stage they belong to. Keys are unique across the stages. */
export function readDocuments(compiled: JsonObject, read: FieldReaders, settings: SourceSettings): DocumentState[] {
  const stages: [DocumentState['scope'], Json | undefined][] = [
    ['TENDER', member(compiled, 'tender')],
    ['PLANNING', member(compiled, 'planning')],
    ...objectsIn(member(compiled, 'awards')).map((award): [DocumentState['scope'], Json] => ['AWARD', award]),
    ...objectsIn(member(compiled, 'contracts')).map((contract): [DocumentState['scope'], Json] => [
      'CONTRACT',
      contract,
    ]),
  ];
  const scopes = new Map<JsonObject, DocumentState['scope']>();
  const rows = stages.flatMap(([scope, stage]) => {
    const documents = objectsIn(member(stage, 'documents'));
    for (const document of documents) scopes.set(document, scope);
    return documents;
  });
  return keyed(rows, (row, key) => {
    if (isRemoved(row)) return null;
    const url = read.text(member(row, 'url'), 2_000);
    return {
      key,
      scope: scopes.get(row) ?? 'TENDER',
      documentType: read.line(member(row, 'documentType'), 100),
      title: read.line(member(row, 'title'), 500),
      filename: filenameOf(url, settings.filenameParameter) ?? read.line(member(row, 'title'), 500),
      url,
      format: read.line(member(row, 'format'), 100),
      language: read.line(member(row, 'language'), 20),
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
