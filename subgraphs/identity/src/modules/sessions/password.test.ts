// cspell:ignore passwort pässwörd
import { describe, expect, test } from '@jest/globals';
import { isHubError } from '@hub/runtime/errors';
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

  test('waits in a line of fifty behind the two that are hashed; the next is told to come back', async () => {
    // What is no hash is refused by the hasher at once, when its turn comes.
    const answers = Array.from({ length: 53 }, () =>
      passwordFits('passwort', 'no hash').catch((error: unknown) => error),
    );

    const refused = (await Promise.all(answers)).map((answer) => isHubError(answer, 'RATE_LIMITED'));
    expect(refused).toEqual([...Array.from({ length: 52 }, () => false), true]);
  });
});
