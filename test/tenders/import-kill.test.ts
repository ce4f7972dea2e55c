import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importKit, notice, type ImportKit } from './import-kit.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

// Three batches: new tenders, contents of one release in two batches, awards with suppliers, and what is set aside.
const releases = [
  ...Array.from({ length: 480 }, (_, index) => notice(index)),
  ...Array.from({ length: 60 }, (_, index) => notice(index, { province: 'Limpopo' })),
  { ocid: 'ocds-9t57fa-9999', id: 'undated' },
  ...Array.from({ length: 600 }, (_, index) =>
    notice(
      1_000 + index,
      {},
      { awards: [{ id: 'a', status: 'active', suppliers: [{ name: `Supplier ${index % 40}` }] }] },
    ),
  ),
];

let clean: ImportKit;
let path: string;
let expected: Record<string, string>;
beforeAll(async () => {
  clean = await importKit();
  path = clean.file('killed.json', { releases });
  await clean.import(path);
  expected = await clean.checksums();
});
afterAll(() => clean.close());

describe('an import whose process is killed', () => {
  test.each([1, 3, 5, 7, 9, 11, 13, 16, 19, 22])(
    'with statement %i and then run again ends with the same tables as a clean one',
    async (statement) => {
      const kit = await importKit();
      try {
        expect(await killedAt(statement, kit)).toBe('SIGKILL');
        const { status } = await kit.import(path);
        expect(status).toBe('SUCCEEDED');
        expect(await kit.checksums()).toEqual(expected);
      } finally {
        await kit.close();
      }
    },
  );

  test('leaves no part of a batch behind', async () => {
    const kit = await importKit();
    try {
      // By then the first batch is on its way and not committed.
      expect(await killedAt(9, kit)).toBe('SIGKILL');
      const [row] = await kit.database.sql<Record<string, number>>(
        `select (select count(*)::int from tenders.release) as releases, (select count(*)::int from tenders.tender) as tenders,
           (select count(*)::int from tenders.tender_search) as found`,
      );
      expect(row?.['releases']).toBe(row?.['tenders']);
      expect(row?.['tenders']).toBe(row?.['found']);
      expect([0, 500]).toContain(row?.['releases']);
    } finally {
      await kit.close();
    }
  });
});

async function killedAt(statement: number, kit: ImportKit): Promise<string | null> {
  const script = fileURLToPath(new URL('./import-child.ts', import.meta.url));
  const args = ['--import', 'tsx', script, path, kit.database.urlOf('svc_importer'), String(statement)];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const [, signal] = await once(child, 'exit');
  return typeof signal === 'string' ? signal : null;
}
