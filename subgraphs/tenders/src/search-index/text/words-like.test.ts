// cspell:disable
import { expect, test } from '@jest/globals';
import type { StemmedLanguage } from './languages.js';
import { wordsLike } from './words-like.js';

test.each<[text: string, search: string, languages: StemmedLanguage[], words: string[]]>([
  ['Obras de construcción de escuelas', 'obra construcciones', ['es'], ['obras', 'construcción']],
  ['Herstel van paaie, en nog paaie', 'pad', ['af', 'es'], ['paaie']],
  ['Réparations des routes', '-route "réparation"', ['fr'], []],
  ['Repair of roads', 'road', [], []],
  ['Travaux', 'the', ['fr'], []],
])('in %j a search for %j is met by stems', (text, search, languages, words) => {
  expect(wordsLike(text, search, languages)).toEqual(words);
});
