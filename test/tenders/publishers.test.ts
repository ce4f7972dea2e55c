import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rereadFacts } from '@hub/tenders/imports/reread-facts';
import { importKit, type ImportKit } from './import-kit.js';

let kit: ImportKit;

/** A release of a publisher with a buyer and a winner, whose names and local ids others use as well. */
const release = (ocid: string, identifier?: Record<string, string>, rest: Record<string, unknown> = {}) => ({
  ...{ ocid, id: '1', date: '2026-03-01T00:00:00Z', tag: ['award'], initiationType: 'tender' },
  buyer: { id: '7', name: 'City Works' },
  tender: { id: 't', title: 'Pipes' },
  awards: [{ id: 'a', status: 'active', suppliers: [{ id: '9', name: 'Acme (Pty) Ltd', ...(identifier && { identifier }) }] }],
  ...rest,
}); // prettier-ignore

const packageOf = (publisher: unknown, ...releases: object[]) => ({ version: '1.1', publisher, releases });

const sources = () =>
  kit.database.sql<{ ocid: string; name: string; title: string }>(
    `select t.ocid, s.name, s.title from tenders.tender t join tenders.source s on s.id = t.source_id order by t.ocid`,
  );

/** Which tenders share a supplier, and which a buyer. */
const joined = async (): Promise<{ suppliers: string[]; buyers: string[] }> => {
  const [row] = await kit.database.sql<{ suppliers: string[]; buyers: string[] }>(`select
    (select array_agg(ocids order by ocids) from (select string_agg(t.ocid, ' ' order by t.ocid) as ocids from tenders.tender t
      join tenders.award_supplier w on w.tender_id = t.id join tenders.supplier_record r on r.id = w.record_id group by r.supplier_id) s) as suppliers,
    (select array_agg(ocids order by ocids) from (select string_agg(ocid, ' ' order by ocid) as ocids from tenders.tender group by buyer_id) b) as buyers`);
  return row ?? { suppliers: [], buyers: [] };
};

const number = (scheme: string) => ({ scheme, id: '2019/123456/07' });
const files: Record<string, object> = {
  'a.json': packageOf({ name: 'Portal of A' }, release('ocds-aaaaa1-1'), release('ocds-aaaaa1-2', number('ZA-CIPC'))),
  'b.json': packageOf({ name: 'Portal of B' }, release('ocds-bbbbb1-1'), release('ocds-bbbbb1-2', number('ZA-CIPC'))),
  'c.json': packageOf({ name: 'Municipality of C' }, release('C-1'), release('C-2', number('VAT'))),
  'd.json': packageOf('Municipality of D', release('D-1'), release('D-2', number('VAT'))),
  'e.json': packageOf({ name: 'N/A' }, release('E-1')),
};

const named = [
  ['C-1', 'Municipality of C'],
  ['C-2', 'Municipality of C'],
  ['D-1', 'Municipality of D'],
  ['D-2', 'Municipality of D'],
  ['E-1', 'files'],
];
const prefixed = ['ocds-aaaaa1-1', 'ocds-aaaaa1-2', 'ocds-bbbbb1-1', 'ocds-bbbbb1-2'];

beforeAll(async () => {
  kit = await importKit();
  for (const [name, content] of Object.entries(files)) await kit.import(kit.file(name, content));
});
afterAll(() => kit.close());

describe('publishers that nobody registered', () => {
  test('are each a source of their own, by prefix or by name', async () => {
    const found = (await sources()).map(({ ocid, title }) => [ocid, title]);
    const titles = ['Portal of A', 'Portal of A', 'Portal of B', 'Portal of B'];
    expect(found).toEqual([...named, ...prefixed.map((ocid, index) => [ocid, titles[index]])]);
  });

  test('share suppliers by numbers of a register and by nothing else', async () => {
    expect((await joined()).suppliers).toEqual([
      ...['C-1 C-2', 'D-1 D-2', 'E-1', 'ocds-aaaaa1-1', 'ocds-aaaaa1-2 ocds-bbbbb1-2', 'ocds-bbbbb1-1'],
    ]);
  });

  test('share no buyer by its name or local id', async () => {
    expect((await joined()).buyers).toEqual([
      ...['C-1 C-2', 'D-1 D-2', 'E-1', 'ocds-aaaaa1-1 ocds-aaaaa1-2', 'ocds-bbbbb1-1 ocds-bbbbb1-2'],
    ]);
  });

  test('are the same ones when imported again, and nothing changes', async () => {
    const before = await kit.checksums();
    for (const name of Object.keys(files)) await kit.import(`${kit.folder}/${name}`);
    expect(await kit.checksums()).toEqual(before);
    expect(await kit.database.sql(`select name from tenders.source where name ~ 'aaaaa1'`)).toHaveLength(1);
  });

  test('get what was imported as nobody’s when it is read again', async () => {
    // Given releases of all of them in one source, as older code left them.
    await kit.database.sql(
      `update tenders.release set source_id = (select id from tenders.source where name = 'files')`,
    );
    await kit.database.sql(`update tenders.tender set reader_version = 5`);
    // When they are read again.
    await rereadFacts({ pool: kit.pool, signal: new AbortController().signal });
    // Then those whose ocid tells the publisher belong to it, and are joined as before.
    const found = (await sources()).filter(({ ocid }) => ocid.startsWith('ocds-'));
    expect(found.map(({ name }) => name)).toEqual(['ocds-aaaaa1', 'ocds-aaaaa1', 'ocds-bbbbb1', 'ocds-bbbbb1']);
    expect((await joined()).suppliers).toEqual(
      expect.arrayContaining(['ocds-aaaaa1-1', 'ocds-aaaaa1-2 ocds-bbbbb1-2', 'ocds-bbbbb1-1']),
    );
  });
});

describe('a publisher too many', () => {
  test('gets no source of its own, and the import says so', async () => {
    await kit.database.sql(
      `insert into tenders.source (name, title) select 'filler-' || n, 'Filler' from generate_series(1, 5000 - (select count(*) from tenders.source)) n`,
    );
    const file = kit.file(
      'f.json',
      packageOf({ name: 'Portal of F' }, release('ocds-fffff1-1'), release('ocds-fffff1-2')),
    );

    const { counts } = await kit.import(file);

    expect([counts.releasesNew, counts.publishersRefused]).toEqual([2, 1]);
    const [row] = await kit.database.sql(
      `select (select count(*)::int from tenders.source) as sources, r.counts -> 'publishersRefused' as refused,
         (select array_agg(distinct s.name) from tenders.tender t join tenders.source s on s.id = t.source_id where t.ocid ~ 'fffff1') as names
       from tenders.source_run r order by r.started_at desc limit 1`,
    );
    expect(row).toEqual({ sources: 5_000, refused: 1, names: ['files'] });
  });
});
