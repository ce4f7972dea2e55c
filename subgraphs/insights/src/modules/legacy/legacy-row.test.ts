import { expect, test } from '@jest/globals';
import { readLegacyRow } from './legacy-row.js';

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['null beside another', { summary: null, ai_summary: 'A road.' }, { summary: 'A road.' }],
  ['blank beside another', { summary: ' ', ai_summary: 'A road.' }, { summary: 'A road.' }],
  ['beside null', { summary: 'A road.', ai_summary: null }, { summary: 'A road.' }],
  ['first of two', { summary: 'A road.', ai_summary: 'A dam.' }, { summary: 'A road.' }],
  ['null alone', { summary: null }, { reason: 'the summary is empty' }],
])('a summary that is %s is read', (_name, row, expected) => {
  expect(readLegacyRow(JSON.stringify({ tender_id: 'one', ...row }))).toMatchObject({ tender: 'one', ...expected });
});
