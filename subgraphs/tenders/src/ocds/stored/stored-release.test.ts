import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { dictionary1 } from './dictionary-1.js';
import { packRelease, unpackRelease } from './stored-release.js';

const published = JSON.stringify({
  ocid: 'ocds-9t57fa-1',
  id: 'ocds-9t57fa-1-2026-03-01',
  date: '2026-03-01T00:00:00Z',
  tag: ['tender'],
  initiationType: 'tender',
  tender: { id: '1', title: 'Réparation', status: 'active', value: { amount: 0, currency: 'ZAR' } },
  buyer: { id: '804', name: 'Water Board' },
});

test('a release is stored in less than half of its bytes, and comes back byte for byte', () => {
  const raw = Buffer.from(published);

  const stored = packRelease(raw);

  expect(stored.length).toBeLessThan(raw.length / 2);
  expect(unpackRelease(stored).toString()).toBe(published);
});

test.each([
  ['one that was stored before', Buffer.from(published)],
  ['one in another encoding', Buffer.from(published, 'latin1')],
  ['one with a mark of its encoding', Buffer.from(`\u{feff}${published}`)],
  ['one that compressing would make larger', Buffer.from('{}')],
])('%s comes back as published', (_, raw) => {
  expect(unpackRelease(raw)).toEqual(raw);
  expect(unpackRelease(packRelease(raw))).toEqual(raw);
});

test('the dictionary of stored releases has not changed', () => {
  expect(createHash('sha256').update(dictionary1).digest('hex')).toBe(
    '13c3f3209a3759102aa974d99428c69f5974c6ec0a708d45bdc92b66460038b7',
  );
});
