import { describe, expect, test } from '@jest/globals';
import type { Json } from '../json.js';
import { canonicalJson, contentHash, NestingError } from '../release-hash.js';
import { validateRelease } from './validate-release.js';
import { noFacts } from './package-facts.js';

const good = { ocid: 'OCDS-87SD3T-1', id: 'r1', date: '2026-01-01T00:00:00Z', tag: ['tender'] };

function reasonOf(value: Json, version: string | null = null): string | null {
  const verdict = validateRelease(value, { ...noFacts, version });
  return verdict.isValid ? null : verdict.reason;
}

describe('whether a release can be imported', () => {
  test.each<[string, Json, string]>([
    ['text', 'x', 'NOT_AN_OBJECT'],
    ['an empty object', {}, 'MISSING_OCID'],
    ['an empty ocid', { ...good, ocid: ' ' }, 'MISSING_OCID'],
    ['a numeric ocid', { ...good, ocid: 5 }, 'MISSING_OCID'],
    ['no date', { ...good, date: '' }, 'MISSING_DATE'],
    ['a day that does not exist', { ...good, date: '2026-02-31T00:00:00Z' }, 'MALFORMED_DATE'],
    ['a date that may be two days', { ...good, date: '01/03/2026' }, 'MALFORMED_DATE'],
    ['an id of a thousand characters', { ...good, id: 'x'.repeat(1_000) }, 'IDENTIFIER_TOO_LONG'],
  ])('%s is refused', (_name, value, reason) => {
    expect(reasonOf(value)).toBe(reason);
  });

  test('a newer major version is refused', () => {
    expect(reasonOf(good, '2.0')).toBe('UNSUPPORTED_VERSION');
    expect(reasonOf(good, '1.2')).toBeNull();
  });

  test.each<[string, Json]>([
    ['tags outside the code list', { ...good, tag: ['bid', 'whatever'] }],
    ['several tags', { ...good, tag: ['tender', 'award', 'contract'] }],
    ['no tag', { ocid: good.ocid, id: good.id, date: good.date }],
    ['a numeric id', { ...good, id: 12 }],
    ['no time in its date', { ...good, date: '2026-01-01' }],
  ])('%s is accepted', (_name, value) => {
    expect(reasonOf(value)).toBeNull();
  });

  test('the head keeps the case of the ocid and knows a compiled release', () => {
    const verdict = validateRelease({ ...good, tag: ['compiled'] }, noFacts);
    expect(verdict.isValid && verdict.head).toEqual({
      ocid: 'OCDS-87SD3T-1',
      releaseId: 'r1',
      isIdDerived: false,
      date: good.date,
      releasedAt: new Date(good.date),
      version: '1.0',
      isSnapshot: true,
    });
  });
});

describe('the id of a release that has none', () => {
  const idOf = (value: Json): string | null => {
    const verdict = validateRelease(value, noFacts);
    return verdict.isValid ? verdict.head.releaseId : null;
  };

  test('is made of its ocid and date, and said to be so', () => {
    const { id: _id, ...nameless } = good;
    const isDerived = (value: Json): boolean | null => {
      const verdict = validateRelease(value, noFacts);
      return verdict.isValid ? verdict.head.isIdDerived : null;
    };
    expect([nameless, good, { ...good, id: 'derived:mine' }].map(isDerived)).toEqual([true, false, false]);

    expect(idOf(nameless)).toBe('derived:OCDS-87SD3T-1-2026-01-01T00:00:00Z');
    expect(idOf({ ...nameless, id: '  ' })).toBe('derived:OCDS-87SD3T-1-2026-01-01T00:00:00Z');
    expect(idOf({ ...nameless, date: '2026-01-02' })).toBe('derived:OCDS-87SD3T-1-2026-01-02');
  });
});

describe('the hash of a release', () => {
  test('does not see key order, white space or number spelling, and sees everything else', () => {
    const [left, right, other]: Json[] = [
      JSON.parse('{"a":1.0,"b":[1,2]}'),
      JSON.parse('{ "b":[1,2],"a":1 }'),
      JSON.parse('{"a":1,"b":[2,1]}'),
    ];
    expect(contentHash(left ?? null)).toEqual(contentHash(right ?? null));
    expect(contentHash(left ?? null)).not.toEqual(contentHash(other ?? null));
    expect(canonicalJson({ b: null, a: [{ d: 1, c: '"' }] })).toBe('{"a":[{"c":"\\"","d":1}],"b":null}');
  });

  test('refuses nesting that no release needs', () => {
    const deep: Json = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    expect(() => contentHash(deep)).toThrow(NestingError);
  });
});
