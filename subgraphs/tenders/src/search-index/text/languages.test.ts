// cspell:disable
import { describe, expect, test } from '@jest/globals';
import { keptText } from './kept-words.js';
import { languageOf, stemmedLanguageOf, stemWord, type StemmedLanguage } from './languages.js';
import { searchVector, splitTexts } from './search-vector.js';
import { spellQuery } from './spell-query.js';

describe('words of a language', () => {
  test.each<[StemmedLanguage, string, string]>([
    ['af', 'pad', 'paaie'],
    ['af', 'skool', 'skole'],
    ['af', 'dak', 'dakke'],
    ['af', 'dienste', 'diens'],
    ['af', 'kontrakte', 'kontrak'],
    ['af', 'voertuie', 'voertuig'],
    ['af', 'verskaffing', 'verskaf'],
    ['af', 'brûe', 'brug'],
    ['af', 'geleenthede', 'geleentheid'],
    ['af', 'sekuriteitsdienste', 'sekuriteitsdiens'],
    ['fr', 'route', 'routes'],
    ['fr', 'réparations', 'réparation'],
    ['es', 'obra', 'obras'],
    ['es', 'construcción', 'construcciones'],
    ['pt', 'manutenção', 'manutenções'],
    ['pt', 'estrada', 'estradas'],
    ['de', 'Straßen'.toLowerCase(), 'straße'],
    ['it', 'strada', 'strade'],
    ['nl', 'scholen', 'schol'],
  ])('%s: %s is found by %s', (language, one, other) => {
    expect(stemWord(one, language)).toBe(stemWord(other, language));
  });

  test('are kept under a word that no text has, and numbers are left alone', () => {
    expect(stemWord('routes', 'fr')).toBe('0frrout');
    expect(stemWord('12kg', 'fr')).toBeUndefined();
    expect(stemWord('de', 'fr')).toBeUndefined();
    expect(spellQuery('petrol and diesel', ['fr'])).toContain(` & 'and' & `);
  });
});

test.each([
  ['pt-BR', 'pt'],
  ['AFR', 'af'],
  ['nb', 'no'],
  ['en', null],
  ['zz', null],
  ['constructor', null],
  ['__proto__', null],
  [null, null],
])('the language of the tag %j is %j', (tag, language) => {
  expect(stemmedLanguageOf(tag)).toBe(language);
});

test.each([
  [null, 'Voorsiening en lewering van skoolbanke vir die distrik', 'af'],
  ['en', 'Herstel van paaie', 'af'],
  ['en', 'Supply of chairs to Van der Merwe en die Vlei', null],
  ['en', 'Herstel of roads in Van Riebeeck', null],
  ['fr', 'Herstel van paaie', 'fr'],
  ['ru', 'Herstel van paaie', null],
])('texts in %j: %s are in %j', (tag, text, language) => {
  expect(languageOf(tag, [text, null])).toBe(language);
});

test('a document has the stems of its language beside its words, and a query asks for them', () => {
  const stems = new Map([['travaux', ['travaux']], ['route', ['rout']], ['the', []]]); // prettier-ignore
  const vector = searchVector(splitTexts({ A: 'travaux route', B: '', C: '', D: '' }, ['fr']), stems);

  expect(Object.fromEntries(vector ?? [])).toEqual({
    ...{ travaux: 49_153, '0frtraval': 49_153 },
    ...{ rout: 49_154, '0frrout': 49_154 },
  });
  expect(spellQuery('travaux', ['af', 'fr'])).toBe(`('travaux' | '0aftravaux' | '0frtraval')`);
  expect(spellQuery('"travaux" 12/2025', ['fr'])).toBe(spellQuery('"travaux" 12/2025'));
});

test('a tender of a team is found by the stems of its language', () => {
  expect(keptText({ language: 'af', ocid: null, province: null, texts: ['Herstel van paaie'] })).toBe(
    '0afherstel 0afvan 0afpad 0af0',
  );
});
