import { describe, expect, test } from '@jest/globals';
import { hashPassword, passwordFits } from './password.js';

describe('a password', () => {
  test('is hashed with argon2id, 64 MiB, three passes and a salt of its own', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(one).not.toBe(two);
  });

  test('fits its own hash and no other', async () => {
    const hash = await hashPassword('pässwörd ✓ with sixty-four characters or more, as people may choose');
    await expect(
      passwordFits('pässwörd ✓ with sixty-four characters or more, as people may choose', hash),
    ).resolves.toBe(true);
    await expect(passwordFits('passwort', hash)).resolves.toBe(false);
    await expect(passwordFits('anything', null)).resolves.toBe(false);
  });

  test('of more than 1024 bytes is refused before it is hashed', async () => {
    await expect(passwordFits('a'.repeat(4_096), 'not even a hash')).resolves.toBe(false);
  });
});
