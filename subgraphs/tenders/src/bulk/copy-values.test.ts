import { expect, test } from '@jest/globals';
import { byteWriter } from './byte-writer.js';
import { valueWriter, type CopyType } from './copy-values.js';

const values: readonly (readonly [CopyType, unknown])[] = [
  ['text', 'a text, café 🏗'],
  ['uuid', '01930000-0000-7000-8000-000000000001'],
  ['numeric', '-1250000.55'],
  ['integer', 17],
  ['bigint', 9_007_199_254_740_991],
  ['boolean', true],
  ['timestamptz', new Date('2026-11-29T08:00:00Z')],
  ['bytea', Buffer.from('bytes')],
  ['text[]', ['one', 'two', null]],
  ['jsonb', { key: [1, null] }],
  [
    'tsvector',
    new Map<string, number | number[]>([
      ['word', [1, 9]],
      ['other', 2],
    ]),
  ],
];

test.each(values)('a value of type %s is written whole wherever the room that there was ends', (type, value) => {
  const write = valueWriter(type);
  const whole = byteWriter(1_000);
  write(whole, value);
  const expected = whole.bytes.subarray(0, whole.length);

  const written = Array.from({ length: expected.length }, (_, room) => {
    const writer = byteWriter(room);
    write(writer, value);
    return writer.bytes.subarray(0, writer.length);
  });

  expect(written.filter((bytes) => !bytes.equals(expected))).toEqual([]);
});
