import type { TeamDatabase } from '@hub/runtime/database';
import { findOwnHeadlines, readOwn } from '../own-tenders.repository.js';
import {
  findHeadlines,
  headlineFields,
  hitEnd,
  hitStart,
  type HighlightField,
  type Headlines,
} from './headlines.repository.js';

/** A part of a text, and whether it is what was searched for. */
export interface HighlightPart {
  text: string;
  isHit: boolean;
}

/** A field in which a text occurs. */
export interface Highlight {
  field: HighlightField;
  parts: HighlightPart[];
}

/** Where a text occurs in tenders, by the tender's id. */
export async function fetchHighlights(
  database: TeamDatabase,
  which: { tenderIds: readonly string[]; search: string; hasOwn: boolean },
): Promise<Map<string, Highlight[]>> {
  const headlines = await Promise.all([
    database.readPublic((db) => findHeadlines(db, which)),
    which.hasOwn ? readOwn(database, { query: (db) => findOwnHeadlines(db, which), otherwise: new Map() }) : [],
  ]);
  return new Map(headlines.flatMap((found) => [...found]).map(([id, texts]) => [id, highlightsOf(texts)]));
}

/** Fields without a hit are left out. */
function highlightsOf(texts: Headlines): Highlight[] {
  return headlineFields
    .map((field) => ({ field, parts: partsOf(texts[field] ?? '') }))
    .filter(({ parts }) => parts.some(({ isHit }) => isHit));
}

/** Cuts marked text into parts. Clients get text and never markup, so nothing in a notice can inject any. */
export function partsOf(marked: string): HighlightPart[] {
  const parts: HighlightPart[] = [];
  let isHit = false;
  for (const piece of marked.split(new RegExp(`([${hitStart}${hitEnd}])`, 'u'))) {
    if (piece === hitStart || piece === hitEnd) isHit = piece === hitStart;
    else if (piece !== '') parts.push({ text: piece, isHit });
  }
  return parts;
}
