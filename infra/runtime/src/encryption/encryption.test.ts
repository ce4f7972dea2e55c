// cspell:ignore schlüssel
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { FieldDecryptionError, fieldCipher, fieldCipherFrom, readFieldKeys } from './encryption.js';

const old = { id: '2026', bytes: randomBytes(32) };
const fresh = { id: '2027', bytes: randomBytes(32) };
const place = 'tenders.team_source:one:credentials';

describe('an encrypted field', () => {
  test('gives back what was encrypted, and never looks the same twice', () => {
    const cipher = fieldCipher([old]);
    const texts = ['', 'secret', 'Schlüssel 🗝 \0 end', 'x'.repeat(10_000)];

    const stored = texts.map((text) => [cipher.encrypt(text, place), cipher.encrypt(text, place)]);

    expect(stored.map(([one]) => cipher.decrypt(one ?? '', place))).toEqual(texts);
    expect(stored.every(([one, two]) => one !== two)).toBe(true);
    expect(stored[1]?.[0]).toMatch(/^v1\.2026\.[\w-]+$/u);
  });

  test('is worthless in another place, and refuses any change of a single character', () => {
    const cipher = fieldCipher([old]);
    const stored = cipher.encrypt('secret', place);
    const changed = [...stored].map(
      (letter, index) => `${stored.slice(0, index)}${letter === 'A' ? 'B' : 'A'}${stored.slice(index + 1)}`,
    );

    // The last character carries bits that belong to no byte.
    const accepted = changed.slice(0, -1).filter((text) => !refuses(() => cipher.decrypt(text, place)));

    expect(accepted).toEqual([]);
    expect(refuses(() => cipher.decrypt(stored, 'tenders.team_source:two:credentials'))).toBe(true);
    for (const text of ['', 'secret', 'v1.2026.', 'v2.2026.AAAA', `${stored}.x`])
      expect(refuses(() => cipher.decrypt(text, place))).toBe(true);
  });

  test('stays readable when a new key is put in front, and says that it is outdated', () => {
    const before = fieldCipher([old]).encrypt('secret', place);
    const cipher = fieldCipher([fresh, old]);

    expect(cipher.decrypt(before, place)).toBe('secret');
    expect([cipher.isOutdated(before), cipher.isOutdated(cipher.encrypt('secret', place))]).toEqual([true, false]);
    expect(refuses(() => fieldCipher([fresh]).decrypt(before, place))).toBe(true);
  });
});

describe('keys from the environment', () => {
  const one = old.bytes.toString('base64');
  const two = fresh.bytes.toString('base64url');

  test('are 32 bytes of base64, named or not, the first of several encrypting', () => {
    expect(readFieldKeys(`new:${two}, old:${one}`)).toEqual([
      { id: 'new', bytes: fresh.bytes },
      { id: 'old', bytes: old.bytes },
    ]);
    expect(readFieldKeys(one)).toEqual([{ id: expect.stringMatching(/^[0-9a-f]{8}$/u), bytes: old.bytes }]);
  });

  test.each(['', ' , ', 'short', `${one}x`, `a:${one},a:${two}`, `A B:${one}`, randomBytes(31).toString('base64')])(
    'are refused without being shown: %#',
    (text) => {
      expect(() => readFieldKeys(text)).toThrow(
        expect.objectContaining({ code: 'CONFIGURATION_INVALID', message: expect.not.stringContaining(one) }),
      );
    },
  );

  test('may be absent until a secret is to be stored', () => {
    const cipher = fieldCipherFrom({});
    expect(() => cipher.encrypt('secret', place)).toThrow('FIELD_ENCRYPTION_KEY is missing');
    expect(() => fieldCipherFrom({ FIELD_ENCRYPTION_KEY: 'nonsense' })).toThrow('32 bytes');
  });
});

function refuses(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch (error) {
    return error instanceof FieldDecryptionError;
  }
}
