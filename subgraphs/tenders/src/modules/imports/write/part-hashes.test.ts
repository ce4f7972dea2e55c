import { expect, test } from '@jest/globals';
import { partHashes, stalePartTables, type TenderParts } from './part-hashes.js';
import { partTables } from './tender-columns.js';

const none: TenderParts = {
  tender_words: [],
  tender_document: [],
  briefing_session: [],
  lot: [],
  item: [],
  award: [],
  award_item: [],
  award_supplier: [],
  public_contract: [],
};
const lot = { tenderId: 't', key: 'L1', title: 'Pumps' };
const stored = partHashes({ ...none, lot: [lot], award: [{ key: 'A1' }] });

const stale = (before: Buffer | null, parts: Partial<TenderParts>): string[] => [
  ...stalePartTables(before, partHashes({ ...none, ...parts })),
];

test('what was written as it is now is not written again', () => {
  expect(stale(stored, { lot: [lot], award: [{ key: 'A1' }] })).toEqual([]);
});

test.each<[what: string, parts: Partial<TenderParts>, tables: string[]]>([
  ['another value', { lot: [{ ...lot, title: 'Pipes' }], award: [{ key: 'A1' }] }, ['lot']],
  ['a row less', { award: [{ key: 'A1' }] }, ['lot']],
  [
    'an item of an award',
    { lot: [lot], award: [{ key: 'A1' }], award_item: [{ key: 'A1' }] },
    ['award', 'award_item', 'award_supplier'],
  ],
])('%s writes its own group anew', (_what, parts, tables) => {
  expect(stale(stored, parts)).toEqual(tables);
});

// Two releases of the product beside each other: each writes the columns that it knows, under a hash of those.
test.each<[what: string, rows: TenderParts['lot']]>([
  ['a column more, even an empty one', [{ ...lot, status: null }]],
  ['a column less', [{ tenderId: 't', key: 'L1' }]],
  ['a column renamed', [{ tenderId: 't', key: 'L1', name: 'Pumps' }]],
])('%s is another hash: rows of a release that knows other columns are written again', (_what, rows) => {
  expect(stale(stored, { lot: rows, award: [{ key: 'A1' }] })).toEqual(['lot']);
});

test.each([
  ['that is not known', null],
  ['of fewer groups', stored.subarray(6)],
])('after hashes of what was written %s, all is written', (_what, before) => {
  expect(stale(before, {})).toEqual([...partTables]);
});
