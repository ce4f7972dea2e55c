import { stemWord, type StemmedLanguage } from './languages.js';
import { piecesOf } from './query-pieces.js';
import { wordsOf } from './words.js';

/** The words of a text that a search finds by their stems: `obras` for a search for "obra". */
export function wordsLike(text: string, search: string, languages: readonly StemmedLanguage[]): string[] {
  const searched = piecesOf(search)
    .filter(({ kind, isLeftOut }) => kind === 'plain' && !isLeftOut)
    .flatMap(({ words }) => words);
  const stems = new Set(searched.flatMap((word) => stemsOf(word, languages)));
  if (stems.size === 0) return [];
  return [...new Set(wordsOf(text))].filter((word) => stemsOf(word, languages).some((stem) => stems.has(stem)));
}

function stemsOf(word: string, languages: readonly StemmedLanguage[]): string[] {
  return languages.flatMap((language) => stemWord(word, language) ?? []);
}
