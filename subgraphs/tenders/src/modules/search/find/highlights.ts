import type { TeamDatabase } from '@hub/runtime/database';
import { findOwnHeadlines, readOwn } from '../own-tenders.repository.js';
import { findHeadlines, hitEnd, hitStart } from './headlines.repository.js';

/** A part of a text, and whether it is what was searched for. */
export interface HighlightPart {
  text: string;
  isHit: boolean;
}

/** Where a text occurs in tenders, by the tender's id. */
export async function fetchHighlights(
  database: TeamDatabase,
  which: { tenderIds: readonly string[]; search: string; hasOwn: boolean },
): Promise<Map<string, HighlightPart[]>> {
  const headlines = await Promise.all([
    database.readPublic((db) => findHeadlines(db, which)),
    which.hasOwn ? readOwn(database, { query: (db) => findOwnHeadlines(db, which), otherwise: new Map() }) : [],
  ]);
  return new Map(headlines.flatMap((found) => [...found]).map(([id, text]) => [id, partsOf(text)]));
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
