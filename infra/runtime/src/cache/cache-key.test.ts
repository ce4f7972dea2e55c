import { describe, expect, test } from '@jest/globals';
import { cacheKey, cacheTag, ownerOf, writesTag } from './cache-key.js';

const team = '018f2f6e-0000-7000-8000-000000000001';

describe('a cache key', () => {
  test('begins with version and owner', () => {
    expect(cacheKey({ team: 'public', type: 'tender', id: 'ocds-1_2.3' })).toBe('v1:pub:tender:ocds-1_2.3');
    expect(cacheKey({ version: 3, team, type: 'entry', id: 'a' })).toBe(`v3:${team}:entry:a`);
    expect(cacheTag({ team, name: 'entries' })).toBe(`v1:${team}:tag:entries`);
  });

  test('escapes separators, line ends, percent signs and halves of characters', () => {
    expect(cacheKey({ team: 'public', type: 't', id: 'a:b\n%\ud800' })).toBe('v1:pub:t:a%003ab%000a%0025%d800');
  });

  test('is different for 10,000 hostile ids', () => {
    const alphabet = ['a', ':', '%', '\n', '\r', '\0', '#', '*', '\ud800', '\udc00', 'é', 'e\u0301', ' ', '003a'];
    const ids = new Set<string>();
    for (let n = 0; ids.size < 10_000; n += 1) ids.add(idOf(n, alphabet));
    const keys = new Set([...ids].map((id) => cacheKey({ team: 'public', type: 't', id })));
    expect(keys.size).toBe(10_000);
    expect([...keys].filter((key) => !/^v1:pub:t:[A-Za-z0-9._%-]*$/u.test(key))).toEqual([]);
  });

  test('stays short for long ids, and still differs', () => {
    const one = cacheKey({ team: 'public', type: 't', id: `${'x'.repeat(5000)}1` });
    const two = cacheKey({ team: 'public', type: 't', id: `${'x'.repeat(5000)}2` });
    expect(one).toHaveLength('v1:pub:t:#'.length + 64);
    expect(one).not.toBe(two);
    expect(cacheKey({ team: 'public', type: 't', id: one.slice('v1:pub:t:'.length) })).not.toBe(one);
  });

  test.each(['', 'pub', 'PUBLIC', `${team}:x`, team.toUpperCase(), 'null', `${team}\n`])(
    'refuses %j as a team',
    (notATeam) => {
      expect(() => cacheKey({ team: notATeam, type: 't', id: 'a' })).toThrow(
        expect.objectContaining({ code: 'TENANT_CONTEXT_MISSING' }),
      );
    },
  );

  test.each(['', 'T', 'a:b', 'a-b', '1a'])('refuses %j as a type', (type) => {
    expect(() => cacheKey({ team: 'public', type, id: 'a' })).toThrow(TypeError);
  });

  test.each([0, -1, 1.5, Number.NaN])('refuses %p as a version', (version) => {
    expect(() => cacheKey({ version, team: 'public', type: 't', id: 'a' })).toThrow(TypeError);
  });
});

test.each(['public', team])('the owner of a key or a tag of %s can be read from it', (owner) => {
  expect([cacheKey({ team: owner, type: 't', id: 'a:b' }), writesTag(owner)].map(ownerOf)).toEqual([owner, owner]);
});

/** The n-th text over an alphabet, shortest first. */
function idOf(n: number, alphabet: readonly string[]): string {
  const letter = alphabet[n % alphabet.length] ?? '';
  return n < alphabet.length ? letter : letter + idOf(Math.floor(n / alphabet.length) - 1, alphabet);
}
