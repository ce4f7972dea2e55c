import { describe, expect, test } from '@jest/globals';
import { plainWords } from '@hub/runtime/text';
import { wordings } from './languages.js';
import { firstSentence, isNumberTitle } from './number-titles.js';
import { isEmptyId, isPlaceholder } from './placeholders.js';

describe('plain words', () => {
  test.each([
    ['<b>Repair</b> of Road&nbsp;Signs &amp; Driver&#39;s Mirrors', "Repair of Road Signs & Driver's Mirrors"],
    ['SUPPLY &amp;amp;amp; DELIVERY', 'SUPPLY & DELIVERY'],
    ['Pipes &lt;b&gt;300&lt;/b&gt; mm', 'Pipes 300 mm'],
    ['Smith &amp Sons&nbsp', 'Smith & Sons '],
    [
      'Works:<ul><li>Kerbs</li><li>Drains</li></ul><script>track()</script><style>b{}</style>',
      'Works:\n- Kerbs\n- Drains',
    ],
    ['First<br/>second<br>third', 'First\nsecond\nthird'],
    ['<table><tr><td>Item</td><td>Qty</td></tr><tr><td>Pump</td><td>2</td></tr></table>', 'Item Qty\n\nPump 2 '],
    ['Pressure < 5 bar and > 3 bar', 'Pressure < 5 bar and > 3 bar'],
    ['R&D at AT&T, see ?a=1&para=2', 'R&D at AT&T, see ?a=1&para=2'],
    ['<NA>', '<NA>'],
    ['Water\u00ad works\u200b and\u00a0 re\u200dpair\ufeff', 'Water works and  repair'],
    ['Cafe\u0301', 'Café'],
  ])('reads %j', (text, plain) => {
    expect(plainWords(text)).toBe(plain);
  });

  test('answers deep and long markup without end', () => {
    expect(plainWords(`${'<div>'.repeat(5_000)}x`).length).toBeLessThan(10);
    expect(plainWords(`<p>${'word '.repeat(60_000)}`).length).toBeLessThan(210_000);
  });
});

describe('placeholders', () => {
  test.each([
    ...[
      'N/A',
      'n.a.',
      '.',
      '-',
      '---',
      '<NA>',
      'TBC',
      'To be confirmed',
      ' (not applicable) ',
      'null',
      'NaN',
      '…',
      '****',
    ],
    ...[
      'No aplica',
      'Não se aplica',
      'Keine Angabe',
      'S/N',
      '#N/A',
      'xxxx',
      'Sin información',
      'відсутній',
      'нет данных',
      'Nicht angegeben',
      'Nog nie beskikbaar',
    ],
    ...['Not disclosed', 'No se especifica', 'Non précisé', 'Sem informação'],
  ])('takes %j for nothing', (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  test.each(['Nandi', 'Nato', 'IT', 'ME', 'Nil Water Ltd', 'TBC Bank', 'None so Blind CC', '7', 'A', '道路'])(
    'takes %j for a name',
    (text) => {
      expect(isPlaceholder(text)).toBe(false);
    },
  );

  test.each([
    ['PE-RUC-<NA>', true],
    ['ZA-CIPC-null', true],
    ['nan', true],
    ['GB-COH-09506232', false],
    ['GB-COH-', true],
    ['ZA-CIPC-0000', true],
    ['76123456-0', false],
    ['PY-RUC-80012345-0', false],
    ['PY-RUC-80012345-00', false],
    ['party-0', false],
    ['PY-RUC-80000001-2', false],
    ['GB-COH-00000001', false],
    ['ORG-NA7', false],
  ])('tells whether the id %j names anybody', (id, isEmpty) => {
    expect(isEmptyId(id)).toBe(isEmpty);
  });
});

describe('texts in languages', () => {
  test.each([
    [{ title: 'Road', title_fr: 'Route' }, ['Road', 'Route']],
    [{ title_fr: 'Route', title_en: 'Road' }, ['Road', 'Route']],
    [{ title: { pt: 'Estrada', 'en-GB': 'Road' } }, ['Road', 'Estrada']],
    [{ title: null, 'title_pt-BR': 'Estrada' }, ['Estrada']],
    [{ title: 7, titleNote: 'x', title_length: 3 }, [7]],
  ])('finds those of %j', (value, found) => {
    expect(wordings(value, 'title')).toEqual(found);
  });
});

describe('titles that are numbers', () => {
  test.each([
    ['SIE-GADMR-2026-118', 'SIE-GADMR-2026-118'],
    ['Bid No. 14/2026', null],
    ['RFQ: 77', null],
    ['LPN 2026-0041', null],
    ['ZNB 5012/2026-H', null],
    ['Pregão Eletrônico nº 12/2026', null],
    ['Dispensa de Licitação 45/2026', null],
    ['Licitación N° 12-2026', null],
    ['Kerb stones', 'kerb-stones'],
  ])('takes %j for one', (title, id) => {
    expect(isNumberTitle(title, [id])).toBe(true);
  });

  test.each([
    'COVID-19',
    '4x4 vehicles',
    'Purchase of 2026 diaries',
    'A4 paper',
    'Bid for roads 2026',
    'Office 365',
    'R21 upgrade',
  ])('leaves %j a title', (title) => {
    expect(isNumberTitle(title, ['T1', null])).toBe(false);
  });

  test.each([
    ['Calibration of scales for the laboratory. Delivery within ten days.', 'Calibration of scales for the laboratory'],
    ['Repair of pump no. 4 at St. Helena', 'Repair of pump no. 4 at St. Helena'],
    ['Scope:\nLaying of pipes', 'Scope:'],
    ['12/2026\n\nLaying of pipes in Ward 4', 'Laying of pipes in Ward 4'],
  ])('takes the first sentence of %j', (text, sentence) => {
    expect(firstSentence(text)).toBe(sentence);
  });
});
