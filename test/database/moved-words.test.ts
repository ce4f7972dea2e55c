import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '@hub/prisma/migrate';
import { migrationsFolder } from '@hub/prisma/newest-migration';
import { emptyDatabase, testRolePasswords, type EmptyDatabase } from '../kit/database.js';

// A database of the release before words had a table of their own, with everything packed.

const folder = mkdtempSync(join(tmpdir(), 'hub-moved-words-test-'));
let database: EmptyDatabase;
beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function migrateUntil(end: string): Promise<void> {
  for (const name of readdirSync(migrationsFolder))
    if (name < end) copyFileSync(join(migrationsFolder, name), join(folder, name));
  await migrate({ url: database.url, rolePasswords: testRolePasswords, folder, log: () => undefined });
}

test('words that are moved are those of before, and what is packed stays packed', async () => {
  const { client } = database;
  await migrateUntil('0044');
  await client.query(`
    insert into tenders.source (name, title) values ('old', 'Old');
    insert into tenders.tender (ocid, source_id, title, lifecycle)
      select 'ocds-' || n, id, 'Bridge', 'LIVE' from tenders.source, generate_series(1, 3) n where name = 'old';
    insert into tenders.tender_search (tender_id, lifecycle, words)
      select id, 'LIVE', to_tsvector('simple', 'bridge ' || ocid) from tenders.tender;
    delete from tenders.search_change;`);

  await migrateUntil('0048');

  const { rows } = await client.query(
    `select t.ocid, w.words @@ to_tsquery('simple', 'bridge') as "isFound", (select count(*)::int from tenders.search_change) as changes
     from tenders.tender t join tenders.tender_words w on w.tender_id = t.id order by 1`,
  );
  expect(rows).toEqual([1, 2, 3].map((n) => ({ ocid: `ocds-${n}`, isFound: true, changes: 0 })));
  await client.query(`update tenders.tender_words set words = to_tsvector('simple', 'tunnel')`);
  expect((await client.query('select cardinality(places) as places from tenders.search_change')).rows).toEqual([
    { places: 3 },
  ]);
});
