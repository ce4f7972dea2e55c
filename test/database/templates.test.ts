import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '@hub/prisma/migrate';
import { migrationsFolder, readMigrationFile } from '@hub/prisma/newest-migration';
import { testDatabase, testRolePasswords, type TestDatabase } from '../kit/database.js';

// What a migration is copied from runs as it is, once its words are put in, and leaves tables without a finding.

const templates = fileURLToPath(new URL('../../prisma/templates/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hub-templates-test-'));
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  for (const file of readdirSync(migrationsFolder)) copyFileSync(join(migrationsFolder, file), join(folder, file));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** In the order in which a table is made, filled, indexed and made smaller. */
const order = ['tenant-table', 'backfill', 'concurrent-index', 'contraction', 'reference-table'];

function write(template: string, index: number): string {
  const name = `900${index}_${template.replaceAll('-', '_')}`;
  const isTenant = template !== 'reference-table';
  const sql = readFileSync(join(templates, `${template}.sql`), 'utf8')
    .replaceAll('<schema>', isTenant ? 'workspace' : 'tenders')
    .replaceAll('<service>', isTenant ? 'workspace' : 'tenders')
    .replaceAll('<thing>', isTenant ? 'widget' : 'gadget')
    .replaceAll('<columns>', 'updated_at')
    .replaceAll('<column>', 'notes')
    .replaceAll('<value>', `'none'`);
  writeFileSync(join(folder, `${name}.sql`), sql);
  return name;
}

test('every template is tried', () => {
  expect(readdirSync(templates).toSorted()).toEqual(order.map((name) => `${name}.sql`).toSorted());
});

test('each runs up and down again, and what it makes passes the checks of tables', async () => {
  const names = order.map(write);

  const ran = await migrate({ url: database.url, rolePasswords: testRolePasswords, folder, log: () => undefined });

  expect(ran).toEqual(names);
  const lint = readFileSync(new URL('./table-lint.sql', import.meta.url), 'utf8');
  const findings = await database.sql<{ rule: string; object: string }>(lint);
  expect(findings.filter(({ object }) => /widget|gadget/u.test(object))).toEqual([]);
  for (const name of names.toReversed()) await database.sql(readMigrationFile(join(folder, `${name}.sql`)).down ?? '');
  expect(
    await database.sql(`select to_regclass('workspace.widget') as widget, to_regclass('tenders.gadget') as gadget`),
  ).toEqual([{ widget: null, gadget: null }]);
});
