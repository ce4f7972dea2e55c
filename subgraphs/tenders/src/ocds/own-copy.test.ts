import { expect, test } from '@jest/globals';
import { ownCopy } from './own-copy.js';

test.each(['', 'words', 'größer', 'закупівля', '𝒳 e\u0301'])('a copy says the same: %s', (text) => {
  expect(ownCopy(text)).toBe(text);
});
