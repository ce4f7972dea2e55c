import { describe, expect, test } from '@jest/globals';
import { dateScalar, dateTimeScalar, decimalScalar } from './scalars.js';

describe('DateTime', () => {
  test('reads an instant with its offset and answers in UTC', () => {
    const instant = dateTimeScalar.parseValue('2026-03-31T11:00:00+02:00');
    expect(dateTimeScalar.serialize(instant)).toBe('2026-03-31T09:00:00.000Z');
  });

  test.each([
    '2026-03-31',
    '2026-03-31T11:00:00',
    '2026-02-30T11:00:00Z',
    '31/03/2026',
    'soon',
    '',
    1_774_951_200,
    null,
  ])('refuses %s', (value) => {
    expect(() => dateTimeScalar.parseValue(value)).toThrow(/DateTime takes an instant with an offset/);
  });
});

describe('Date', () => {
  test('reads and answers a calendar day', () => {
    expect(dateScalar.serialize(dateScalar.parseValue('2028-02-29'))).toBe('2028-02-29');
    expect(dateScalar.serialize(new Date('2026-03-31T00:00:00Z'))).toBe('2026-03-31');
  });

  test.each(['2027-02-29', '2026-3-1', '2026-03-31T00:00:00Z', 20260331])('refuses %s', (value) => {
    expect(() => dateScalar.parseValue(value)).toThrow(/Date takes a calendar day/);
  });
});

describe('Decimal', () => {
  test('keeps money exact', () => {
    expect(decimalScalar.parseValue('1250000.50')).toBe('1250000.50');
    expect(decimalScalar.serialize('99999999999999.99')).toBe('99999999999999.99');
  });

  test.each(['1e9', 'R 5', '', '1,5', '12345678901234567890', null])('refuses %s', (value) => {
    expect(() => decimalScalar.parseValue(value)).toThrow(/Decimal takes a decimal number/);
  });
});
