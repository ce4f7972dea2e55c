import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { importKit, notice, type ImportKit } from './import-kit.js';

// What an import costs the database beside the releases themselves.

const imported = 401;
let kit: ImportKit;
beforeAll(async () => {
  kit = await importKit();
  const releases = Array.from({ length: imported }, (_, index) => notice(index + 1));
  await kit.import(kit.file('many.json', { version: '1.1', releases }));
});
afterAll(() => kit.close());

test('an event stands for two hundred tenders, and each tender is in one', async () => {
  const events = await kit.database.sql<{ created: number; changed: number }>(
    `select jsonb_array_length(body -> 'created') as created, jsonb_array_length(body -> 'changed') as changed
     from events.inbox where type = 'tenders.tenders_changed' order by created desc`,
  );

  expect(events).toEqual([
    { created: 200, changed: 0 },
    { created: 200, changed: 0 },
    { created: 1, changed: 0 },
  ]);
});

test('fifty rows of the search fit a page, for their words are elsewhere', async () => {
  const [row] = await kit.database.sql<{ rows: number; widest: number; words: number }>(
    `select count(*)::int as rows, max(pg_column_size(s.*))::int as widest,
       (select count(*)::int from tenders.tender_words) as words from tenders.tender_search s`,
  );

  expect(row).toMatchObject({ rows: imported, words: imported });
  expect(row?.widest).toBeLessThanOrEqual(Math.floor((8192 - 24) / 50) - 4);
});

test('a tender, its release and its row of the search are in these indexes and no other: each costs every import', async () => {
  const indexes = await kit.database.sql<{ name: string }>(
    `select indexname as name from pg_indexes
     where schemaname = 'tenders' and tablename in ('release', 'tender', 'tender_search', 'tender_words') order by 1`,
  );

  expect(indexes.map(({ name }) => name)).toEqual([
    'release_content',
    'release_pkey',
    'tender_buyer',
    'tender_ocid_key',
    'tender_pkey',
    'tender_search_closes',
    'tender_search_doc',
    'tender_search_opens',
    'tender_search_pkey',
    'tender_search_presumed',
    'tender_search_publication',
    'tender_words_pkey',
    'tender_words_words',
  ]);
});
