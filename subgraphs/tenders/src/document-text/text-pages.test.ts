import { expect, test } from '@jest/globals';
import { pagesOf } from './text-pages.js';

test('a page that is cut within a character is still one that a database can keep', () => {
  const { pages, isCut } = pagesOf([`${'a'.repeat(19_999)}\u{1f600} and more`]);

  expect(pages).toEqual([{ page: 1, text: `${'a'.repeat(19_999)}\ufffd` }]);
  expect(isCut).toBe(true);
});

test.each([
  [20_000, false],
  [20_001, true],
])('of a page with %i characters it is said whether it was cut: %s', (length, isCut) => {
  expect(pagesOf(['a'.repeat(length)])).toEqual({ pages: [{ page: 1, text: 'a'.repeat(20_000) }], isCut });
});
