import { describe, expect, test } from '@jest/globals';
import { readPreference } from './read-preference.js';

function systemsIn(text: string): string[] {
  return readPreference(text).systems.map(({ system, span }) => {
    expect(text.slice(span.start, span.end)).toBe(span.text);
    return `${system} in ${JSON.stringify(span.text)}`;
  });
}

function goalsIn(text: string): string[] {
  return readPreference(text).goals.map(({ goal, points, span }) => {
    expect(text.slice(span.start, span.end)).toBe(span.text);
    return `${goal} = ${points ?? '?'}`;
  });
}

describe('stated point systems', () => {
  test.each([
    ['The 80/20 preference point system applies', ['80/20 in "80/20"']],
    ['Evaluated on the 90 : 10 principle', ['90/10 in "90 : 10"']],
    ['Scored on 80 / 20 for price', ['80/20 in "80 / 20"']],
    ['Leasing of copiers for 36 months 80/20', ['80/20 in "80/20"']],
    ['The 80/20 or 90/10 preference points system', ['80/20 in "80/20"', '90/10 in "90/10"']],
    [
      '80 points will be for price and 20 points for specific goals',
      ['80/20 in "80 points will be for price and 20 points for specific goals"'],
    ],
    ['where 80=price and 20=specific goals', ['80/20 in "80=price and 20=specific goals"']],
    ['PRICE: 90\nSPECIFIC GOALS: 10', ['90/10 in "PRICE: 90\\nSPECIFIC GOALS: 10"']],
  ])('%s', (text, expected) => {
    expect(systemsIn(text)).toEqual(expected);
  });

  test.each([
    'Functionality: a minimum of 80 out of 100 points',
    'Functionality threshold 80/100 points',
    'Lease of Erf 90/10 in the township of evaluated properties',
    'Bid 12/80/2025, price on request',
    'Points are given at 20:80 on 10:80:20',
    '80/10 points',
    'Meeting from 08:80 to 90',
  ])('none are read into %p', (text) => {
    expect(systemsIn(text)).toEqual([]);
  });
});

describe('stated specific goals', () => {
  test.each([
    ['SPECIFIC GOALS & POINTS:\nLocality: 10 Points\nB-BBEE: 10 Points', ['Locality = 10', 'B-BBEE = 10']],
    ['SPECIFIC GOALS Local Enterprises:10 & BBB-EE Status:10', ['Local Enterprises = 10', 'BBB-EE Status = 10']],
    [
      'Specific goals: women=5, youth=5, disability=5 and military veterans=5 points',
      ['women = 5', 'youth = 5', 'disability = 5', 'military veterans = 5'],
    ],
    [
      '20 points for specific goals. 10 points for EME or QSE which is black owned.',
      ['EME or QSE which is black owned = 10'],
    ],
    [
      'The policy allocates 20 preference points: race (6), youth (4) and rural development of women (2)',
      ['race = 6', 'youth = 4', 'rural development of women = 2'],
    ],
    [
      'Specific goals: Youth-Enterprise (18-35) = 3 points; disability ownership = 2,5 points',
      ['Youth-Enterprise (18-35) = 3', 'disability ownership = 2.5'],
    ],
    ['Hire of offices. Ownership by black people 20 points.', ['Ownership by black people = 20']],
    [
      'The specific goals applied for this bid: only QSEs at least 51% owned by women. Closing soon',
      ['only QSEs at least 51% owned by women = ?'],
    ],
  ])('%s', (text, expected) => {
    expect(goalsIn(text)).toEqual(expected);
  });

  test.each([
    'Functionality: local experience = 20 points, 80/20 applies',
    'Preference points as stated in the document. Services for a local municipality for three (3) years',
    'The 80/20 system. Local municipality: 10 months',
    'Preference: total of 20 points',
    'Supply to 20 enterprises owned by women',
  ])('none are read into %p', (text) => {
    expect(goalsIn(text)).toEqual([]);
  });
});
