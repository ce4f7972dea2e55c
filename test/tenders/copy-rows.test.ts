import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { copyRows, type CopyColumns } from '@hub/tenders/bulk';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { sequence } from '../kit/sequence.js';

const columns = {
  id: 'uuid',
  aText: 'text',
  aNumber: 'integer',
  aFlag: 'boolean',
  anInstant: 'timestamptz',
  anAmount: 'numeric',
  someBytes: 'bytea',
  someTexts: 'text[]',
  aVector: 'tsvector',
  anObject: 'jsonb',
} satisfies CopyColumns;

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  await database.sql(`create table tenders.copied (id uuid primary key, a_text text, a_number integer check (a_number < 1000),
    a_flag boolean, an_instant timestamptz, an_amount numeric, some_bytes bytea, some_texts text[], a_vector tsvector, an_object jsonb)`);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const idOf = (number: number): string => `01930000-0000-7000-8000-${String(number).padStart(12, '0')}`;
let nextId = 0;

/** The value as the database spells it after it was copied. */
async function copied(column: keyof typeof columns, value: unknown): Promise<string | null> {
  const id = idOf((nextId += 1));
  await copyRows(client, [{ table: 'copied', columns, rows: [{ id, [column]: value }] }]);
  const name = column.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
  const { rows } = await client.query<{ text: string | null }>(
    `select ${name}::text as text from tenders.copied where id = $1`,
    [id],
  );
  return rows[0]?.text ?? null;
}

describe('copying rows', () => {
  test.each([
    '0',
    '0.00',
    '0.5',
    '0.00001',
    '7',
    '10',
    '10000',
    '10001',
    '12345678.9',
    '100.50',
    '999999999999999',
    '4500000',
    '0.10203040506',
    '20000.0002',
  ])('keeps the amount %s to the last digit', async (amount) => {
    expect(await copied('anAmount', amount)).toBe(amount);
    expect(await copied('anAmount', `-${amount}`)).toBe(/[1-9]/u.test(amount) ? `-${amount}` : amount);
  });

  test.each([
    '1900-01-01T00:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
    '1999-12-31T23:59:59.999Z',
    '2000-01-01T00:00:00.000Z',
    '2026-03-31T09:00:00.123Z',
    '2400-02-29T12:00:00.001Z',
    '9999-12-31T23:59:59.999Z',
  ])('keeps the instant %s to the millisecond', async (instant) => {
    const { rows } = await client.query<{ text: string }>('select $1::timestamptz::text as text', [instant]);
    expect(await copied('anInstant', instant)).toBe(rows[0]?.text);
    expect(await copied('anInstant', new Date(instant))).toBe(rows[0]?.text);
  });

  test.each([
    '',
    'plain',
    'Réparation de la chaussée',
    '工事 😀',
    'x'.repeat(41),
    `é${'y'.repeat(39)}`,
    '"\\\t\n,{}',
    'z'.repeat(3_000_000),
  ])('keeps text %#', async (text) => {
    expect((await copied('aText', text)) === text).toBe(true);
  });

  test('keeps numbers, flags, bytes, lists, objects and vectors', async () => {
    expect(await copied('aNumber', -2_147_483_648)).toBe('-2147483648');
    expect([await copied('aFlag', true), await copied('aFlag', false)]).toEqual(['true', 'false']);
    expect(await copied('someBytes', Buffer.from([0, 1, 255]))).toBe('\\x0001ff');
    expect(await copied('someTexts', [])).toBe('{}');
    expect(await copied('someTexts', ['a', '', 'b,"c', 'é'])).toBe('{a,"","b,\\"c",é}');
    expect(await copied('anObject', { text: 'é "\n', list: [1, null] })).toBe(
      '{"list": [1, null], "text": "é \\"\\n"}',
    );
    const vector = new Map([
      ['road', [3 * 16_384 + 2, 2 * 16_384 + 7]],
      ['bridg', [1]],
      ['été', [16_384 + 5]],
    ]);
    expect(await copied('aVector', vector)).toBe(`'bridg':1 'road':2A,7B 'été':5C`);
  });

  test('keeps what is not stated null, in every column', async () => {
    for (const column of Object.keys(columns).slice(1)) expect(await copied(column as 'aText', null)).toBeNull();
  });

  test('spells random amounts as they were', async () => {
    const next = sequence(42);
    const amounts = Array.from(
      { length: 400 },
      () => `${String(next()).slice(0, 1 + (next() % 10))}.${String(next()).slice(0, 1 + (next() % 9))}`,
    );
    const rows = amounts.map((anAmount, index) => ({ id: idOf(100_000 + index), anAmount }));
    await copyRows(client, [{ table: 'copied', columns, rows }]);
    const stored = await client.query<{ text: string }>(
      `select an_amount::text as text from tenders.copied where id >= $1 order by id`,
      [idOf(100_000)],
    );
    expect(stored.rows.map(({ text }) => text)).toEqual(amounts);
  });

  test('refuses a value of another type before anything is sent', async () => {
    for (const [column, value] of [
      ['aText', 7],
      ['aNumber', 1.5],
      ['anInstant', 'soon'],
      ['anAmount', '1e5'],
      ['id', 'x'],
      ['aVector', {}],
      ['someBytes', 'b'],
      ['aFlag', 1],
      ['someTexts', 'a'],
    ] as const) {
      await expect(copied(column, value)).rejects.toThrow(TypeError);
    }
  });

  test('fails with the code of the first row refused, and the connection stays of use', async () => {
    const long = Array.from({ length: 5_000 }, (_, index) => ({
      id: idOf(500_000 + index),
      aText: 'x'.repeat(500),
      aNumber: index,
    }));
    await client.query('begin');
    await expect(
      copyRows(client, [
        { table: 'copied', columns, rows: long },
        { table: 'copied', columns, rows: [{ id: idOf(600_000) }] },
      ]),
    ).rejects.toMatchObject({ code: '23514' });
    await client.query('rollback');
    const { rows } = await client.query<{ count: number }>(
      'select count(*)::int as count from tenders.copied where id >= $1',
      [idOf(500_000)],
    );
    expect(rows).toEqual([{ count: 0 }]);
    await expect(copied('aText', 'a\0b')).rejects.toMatchObject({ code: '22021' });
    expect(await copied('aText', 'again')).toBe('again');
  });
});
