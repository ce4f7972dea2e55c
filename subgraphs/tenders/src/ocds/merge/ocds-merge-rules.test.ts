import { expect, test } from '@jest/globals';
import { mergeRulesLookup } from './ocds-merge-rules.js';

test('rules of 100 sets of extensions are kept, and made again after that', () => {
  const addresses = Array.from({ length: 101 }, (_, index) => `https://a.example/${index}/extension.json`);
  const patch = { properties: { notes: { type: 'array', items: { type: 'string' } } } };
  const rulesFor = mergeRulesLookup(new Map(addresses.map((address) => [address, patch])));
  const [first = '', ...others] = addresses;
  const rules = rulesFor('1.1', [first]);
  expect(rules.get('notes')).toBe('wholeListMerge');
  for (const address of others.slice(0, 99)) rulesFor('1.1', [address]);
  expect(rulesFor('1.1', [first])).toBe(rules);
  rulesFor('1.1', others.slice(99));
  expect(rulesFor('1.1', [first])).not.toBe(rules);
  expect(rulesFor('1.1', [first])).toEqual(rules);
});
