import { expect, test } from '@jest/globals';
import { detectLanguage } from './detect-language.js';

test.each([
  ['Supply and delivery of pipes', 'en'],
  ['Verskaffing en aflewering van die pype vir die munisipaliteit', 'af'],
  ['Fourniture et pose de la clôture pour les écoles', 'fr'],
  ['Suministro de equipos para el hospital y la clínica', 'es'],
  ['Fornecimento de equipamentos para os serviços da escola', 'pt'],
  ['Lieferung der Möbel für die Schule und das Büro', 'de'],
  ['Закупівля меблів для школи', 'uk'],
  ['Закупка мебели для школы', 'ru'],
  ['采购办公家具', 'zh'],
  ['PIPES', 'und'],
  ['', 'und'],
])('%j is %s', (text, language) => {
  expect(detectLanguage(text, null)).toBe(language);
});

test('what the publisher declared counts only when the text does not say', () => {
  expect(detectLanguage('PIPES', 'EN-za')).toBe('en');
  expect(detectLanguage('Fourniture et pose de la clôture pour les écoles', 'en')).toBe('fr');
  expect(detectLanguage('PIPES', 'english')).toBe('und');
});
