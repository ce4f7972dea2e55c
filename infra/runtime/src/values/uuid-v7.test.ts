import { expect, test } from '@jest/globals';
import { uuidV7 } from './uuid-v7.js';

test('ids carry their time, their version and enough chance', () => {
  const ids = Array.from({ length: 5_000 }, () => uuidV7(Date.UTC(2026, 0, 1)));
  expect(new Set(ids).size).toBe(5_000);
  expect(ids.every((id) => /^019b76da-a800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u.test(id))).toBe(true);
});
