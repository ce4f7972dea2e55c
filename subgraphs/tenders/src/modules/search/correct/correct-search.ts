import type { TeamDatabase } from '@hub/runtime/database';
import { correctableWords, likeliestWord, replaceWords, type SimilarWord } from '../../../search-index/index.js';
import { hasAnywhere } from './empty-reason.js';
import { textCondition } from '../search-conditions.repository.js';
import { textLengthMax } from '../request/search-request.js';
import { findSimilarWords } from './search-word.repository.js';

/**
 * The text that was probably meant; null when the one given finds something by itself, with filters or without, and when
 * no other would. Every word that no tender has must have a likely one in its place, and a word that few have may. A text longer than may be searched
 * for is never meant: nobody could ask for it, nor go on behind its first page.
 */
export async function correctSearch(database: TeamDatabase, search: string): Promise<string | null> {
  const words = correctableWords(search);
  if (words.length === 0 || (await hasAnywhere(database, textCondition(search)))) return null;
  const similar = await database.readPublic((db) => findSimilarWords(db, words));
  // First words that no tender has; only if those do not lead anywhere, words that some publisher has by the same error.
  const unknown = new Map([...similar].filter(([, candidates]) => !candidates.some(isKnown)));
  const corrected = await correctedBy(database, search, unknown);
  return corrected !== null || unknown.size === similar.size ? corrected : correctedBy(database, search, similar);
}

const isKnown = ({ typedCount = 0 }: SimilarWord): boolean => typedCount > 0;

async function correctedBy(
  database: TeamDatabase,
  search: string,
  similar: ReadonlyMap<string, readonly SimilarWord[]>,
): Promise<string | null> {
  const replacements = new Map<string, string>();
  for (const [typed, candidates] of similar) {
    const word = likeliestWord(typed, candidates);
    if (word !== null) replacements.set(typed, word);
  }
  if (replacements.size === 0) return null;
  const corrected = replaceWords(search, replacements);
  if (corrected.length > textLengthMax) return null;
  return (await hasAnywhere(database, textCondition(corrected))) ? corrected : null;
}
