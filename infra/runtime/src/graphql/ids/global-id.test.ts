import { describe, expect, test } from '@jest/globals';
import { decodeId, decodeIdOrNull, encodeId } from './global-id.js';

const row = '0197f0a0-1111-7222-8333-444455556666';

describe('a global id', () => {
  test('gives back the row it was made of', () => {
    expect(decodeId('Entry', encodeId('Entry', row))).toBe(row);
  });

  test.each([
    ['of another type', encodeId('Tender', row)],
    ['empty', ''],
    ['a bare UUID', row],
    ['padded', `${encodeId('Entry', row)}=`],
    ['with a stray character that decoders forgive', `${encodeId('Entry', row)}\n`],
    ['in upper case', encodeId('Entry', row.toUpperCase())],
    ['with SQL behind it', encodeId('Entry', `${row}'; drop table x`)],
    ['very long', 'A'.repeat(10_000)],
  ])('is refused when it is %s', (_name, id) => {
    expect(decodeIdOrNull('Entry', id)).toBeNull();
    expect(() => decodeId('Entry', id)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
