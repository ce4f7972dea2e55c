import { describe, expect, test } from '@jest/globals';
import { linksOf, registerNumber, trustOf } from './supplier-identity.js';

describe('a number of a register', () => {
  test.each([
    ['ZA-CIPC', '2001/123456/07', 'CIPC', '2001/123456/07'],
    ['za-cip', ' 2001 / 123456 / 07 ', 'CIPC', '2001/123456/07'],
    ['CIDB', '100200', 'CRS', '100200'],
    ['US-UEI', 'abcdefgh1234', 'UEI', 'ABCDEFGH1234'],
    ['GB COH', '00102498', 'GB-COH', '00102498'],
  ])('%s %s is %s %s', (scheme, id, register, number) => {
    expect(registerNumber(scheme, id)).toEqual({ scheme: register, id: number });
  });

  test.each(['', '0', '0000', 'N/A', 'n.a.', 'none', 'To be confirmed'.slice(0, 2), '--', 'XXXX', 'unknown'])(
    'is not %p',
    (id) => {
      expect(registerNumber('CSD', id)).toBeNull();
    },
  );

  test('needs a register', () => {
    expect([registerNumber(null, '123'), registerNumber(' ', '123'), registerNumber('CSD', null)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

test('a record is trusted as far as the best register that it names', () => {
  const trust = (...schemes: string[]) => trustOf(schemes.map((scheme) => ({ scheme, id: '123' })));
  expect([trust('GB-COH', 'CIPC'), trust('CAGE', 'CSD'), trust('GB-COH'), trust()]).toEqual([1, 3, 6, 9]);
});

test('records are joined by their numbers, and only without any by name within a source', () => {
  const record = { source: 'one', name: '  Acme (Pty) Ltd. ' };
  expect(linksOf({ ...record, identifiers: [{ scheme: 'CSD', id: 'A1' }] })).toEqual(['CSD:A1']);
  expect(linksOf({ ...record, identifiers: [] })).toEqual(['name:one:acme pty ltd']);
  expect(linksOf({ ...record, name: '***', identifiers: [] })).toEqual(['name:one:***']);
});
