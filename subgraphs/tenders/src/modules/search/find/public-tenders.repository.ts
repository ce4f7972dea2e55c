import type { ReadClient } from '@hub/runtime/database';
import { findPackedPage, findPackedRelevant, type Asked } from './segment-page.repository.js';
import { findRelevant, type RelevanceRequest } from './relevance.repository.js';
import type { SearchPosition } from '../request/search-cursor.js';
import { findPage, type PageRequest } from './search.repository.js';

/** A page of public tenders by relevance, the shorter way: by packed blocks or by rows. Both answer the same. */
export async function findPublicRelevant(
  db: ReadClient,
  request: RelevanceRequest & { asked: Asked },
): Promise<SearchPosition[]> {
  return (await findPackedRelevant(db, request)) ?? findRelevant(db, request);
}

/** A page of public tenders in another order, in the same ways. */
export async function findPublicPage(
  db: ReadClient,
  request: PageRequest & { asked: Asked },
): Promise<SearchPosition[]> {
  // What meets one condition is found soon along an index, which has the order as well.
  const isSelective = request.asked.search !== undefined || request.conditions.size > 1;
  const packed = isSelective ? await findPackedPage(db, request) : null;
  return packed ?? findPage(db, request);
}
