import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readCurrency } from '@hub/tenders/ocds';
import { testDatabase, type TestDatabase } from '../kit/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const codes = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => `${a}${b}${c}`)));

test('the database knows every currency that readers know', async () => {
  const read = codes.filter((code) => readCurrency(code) === code);

  const refused = await database.sql('select code from unnest($1::text[]) as code where not app.is_currency(code)', [
    read,
  ]);

  expect(read.length).toBeGreaterThan(150);
  expect(refused).toEqual([]);
});

test.each(['XXX', 'XTS', 'XAU', 'ZZZ', 'zar', 'R', 'ZAR ', ''])('"%s" is no currency', async (code) => {
  expect(await database.sql('select app.is_currency($1) as known', [code])).toEqual([{ known: false }]);
});

test('a tender is valued in no other', async () => {
  await database.sql(`insert into tenders.source (name, title) values ('s', 's')`);

  const written = database.sql(
    `insert into tenders.tender (ocid, source_id, title, lifecycle, value_currency)
     select 'x', id, 't', 'LIVE', 'RAN' from tenders.source where name = 's'`,
  );

  await expect(written).rejects.toThrow('violates check constraint "tender_value_currency_known"');
});

test('a source is read with no other either', async () => {
  const set = (currency: string | null) =>
    database.sql(
      `insert into tenders.source (name, title, settings) values (gen_random_uuid()::text, 's', jsonb_strip_nulls(jsonb_build_object('currency', $1::text)))`,
      [currency],
    );

  await expect(set('RAN')).rejects.toThrow('violates check constraint "source_settings_currency_known"');
  await expect(set('USD')).resolves.toEqual([]);
  await expect(set(null)).resolves.toEqual([]);
});
