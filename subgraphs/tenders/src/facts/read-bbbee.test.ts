import { describe, expect, test } from '@jest/globals';
import { readBbbee } from './read-bbbee.js';

describe('stated B-BBEE levels', () => {
  test.each([
    ['Only bidders with a B-BBEE level 1 to 4 may tender.', 1, 4, 'B-BBEE level 1 to 4'],
    ['A minimum B-BBEE status level 2 is required', 1, 2, 'minimum B-BBEE status level 2'],
    ['Bidders must be B-BBEE Level 1 contributors', 1, 1, 'B-BBEE Level 1'],
    ['BBBEE level 4 or better', 1, 4, 'BBBEE level 4 or better'],
    ['At least a level three (3) B-BBEE contributor', 1, 3, 'At least a level three (3)'],
    [
      'BBB-EE status level of contribution: levels 1, 2 or 3',
      1,
      3,
      'BBB-EE status level of contribution: levels 1, 2 or 3',
    ],
    [
      'Broad-Based Black Economic Empowerment level 2 only',
      2,
      2,
      'Broad-Based Black Economic Empowerment level 2 only',
    ],
    ['Level 1 and 2 B-BBEE contributors are eligible', 1, 2, 'Level 1 and 2'],
  ])('%s', (text, best, worst, span) => {
    const [first, ...others] = readBbbee(text).levels;
    expect(first).toMatchObject({ best, worst, span: { text: span } });
    expect(text.slice(first?.span.start, first?.span.end)).toBe(span);
    expect(others).toEqual([]);
  });

  test.each([
    'Points per B-BBEE status level of contribution',
    'B-BBEE level 1 contribution 5 points, level 2 contribution 4 points',
    'B-BBEE Level 1 = 20 points; Level 2 = 18 points',
    'B-BBEE certificates are needed. NQF level 1 to 4 learners must attend',
    'A CIDB grading of level 4 or higher',
    'Valid B-BBEE certificate',
  ])('none are read into %p', (text) => {
    expect(readBbbee(text).levels).toEqual([]);
  });
});

describe('mentions of EMEs and QSEs', () => {
  test('each kind is named once, with its place', () => {
    const text = 'Sworn affidavit for EMEs and QSE’s. EMEs pay nothing.';
    expect(readBbbee(text).enterprises).toEqual([
      { kind: 'EME', isCondition: false, span: { start: 20, end: 24, text: 'EMEs' } },
      { kind: 'QSE', isCondition: false, span: { start: 29, end: 34, text: 'QSE’s' } },
    ]);
  });

  test('a condition goes before a mere mention', () => {
    expect(
      readBbbee('Affidavit for EMEs.\nOnly Exempted Micro Enterprises owned by women shall be considered.').enterprises,
    ).toMatchObject([{ kind: 'EME', isCondition: true, span: { text: 'Exempted Micro Enterprises' } }]);
  });

  test.each(['The scheme is supreme', 'Small works', 'memo'])('none are read into %p', (text) => {
    expect(readBbbee(text).enterprises).toEqual([]);
  });
});
