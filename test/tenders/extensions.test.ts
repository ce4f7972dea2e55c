import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { importReleases } from '@hub/tenders/import-releases';
import pg from 'pg';
import { until } from '../kit/until.js';
import { startFileServer, type FileAnswer, type FileServer } from './file-server.js';
import { step, versionsKit, type VersionsKit } from './versions/versions-kit.js';
import { testWeb } from './web-kit.js';

let kit: VersionsKit;
let server: FileServer;
let pool: pg.Pool;
let folder: string;
let now = new Date('2096-01-01T12:00:00Z');
beforeAll(async () => {
  [kit, server] = await Promise.all([versionsKit(), startFileServer()]);
  pool = new pg.Pool({ connectionString: kit.database.urlOf('svc_importer'), max: 3 });
  pool.on('error', () => undefined);
  folder = mkdtempSync(join(tmpdir(), 'hub-extensions-test-'));
});
afterAll(async () => {
  await pool.end();
  await kit.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
let way: ReturnType<typeof testWeb>;
beforeEach(() => {
  now = new Date('2096-01-01T12:00:00Z');
  way = testWeb({ pool, now: () => now });
});
afterEach(async () => {
  await way.close();
  server.reset();
  await kit.database.sql('truncate tenders.release, tenders.tender, tenders.source_run, tenders.extension cascade');
});

// It makes a list that the standard merges by id one that each release replaces.
const patch = { definitions: { Tender: { properties: { documents: { wholeListMerge: true } } } } };
const metadata = { name: { en: 'Short lists' }, schemas: ['release-schema.json'] };

/** Puts an extension on the server and answers its address. */
function offer(name: string, schema: FileAnswer = { body: patch }, about: FileAnswer = { body: metadata }): string {
  server.put(`/${name}/release-schema.json`, schema);
  return server.put(`/${name}/extension.json`, about);
}

const first = step('1', 1, { id: '1', title: 'Pipes', documents: [{ id: 'a', title: 'A' }] });
const second = step('1', 2, { documents: [{ id: 'b', title: 'B' }] });

async function feed(extensions: readonly string[], releases: readonly object[], online = true): Promise<string> {
  const target = join(folder, 'package.json');
  writeFileSync(target, JSON.stringify({ version: '1.1', extensions, releases }));
  const web = online ? way.web : null;
  const { status } = await importReleases({ target, pool, source: null, web, signal: new AbortController().signal });
  return status;
}
const documents = async (): Promise<unknown[]> =>
  (await kit.database.sql('select key from tenders.tender_document order by key')).map(({ key }) => key);
const known = async (): Promise<Record<string, unknown>[]> =>
  (
    await kit.database.sql(
      `select url, patch, fetched_at is not null as fetched, recompiled_at is not null as applied, error, attempts,
         case when patch is null then retry_after end as retry from tenders.extension order by url`,
    )
  ).map((row) => ({ ...row, url: String(row['url']).replace(server.origin, '') }));

describe('an extension that is not built in', () => {
  test('is fetched once and changes how releases are merged', async () => {
    const address = offer('short');

    await feed([address], [first, second]);
    await feed([address], [step('2', 1, { id: '2', title: 'Pumps' })]);

    expect(await documents()).toEqual(['b']);
    expect(server.asked).toEqual(['/short/extension.json', '/short/release-schema.json']);
    expect(await known()).toEqual([
      { url: '/short/extension.json', patch, fetched: true, applied: true, error: null, attempts: 1, retry: null },
    ]);
  });

  test('that is named without access to the web is noted; once it is there, what was imported is merged by it', async () => {
    const address = offer('short');
    await feed([address], [first], false);
    await feed([address], [second], false);
    expect([await documents(), server.asked]).toEqual([['a', 'b'], []]);
    const { id } = await kit.tenderOf('ocds-213czf-1');

    await way.web.fetchDueExtensions();

    expect(await documents()).toEqual(['b']);
    expect((await kit.tenderOf('ocds-213czf-1')).id).toBe(id);
    expect(await kit.database.sql('select changes from tenders.tender_version')).toMatchObject([
      {
        changes: [
          { field: 'documents', key: 'a', after: null },
          { field: 'documents', key: 'b', before: null },
        ],
      },
    ]);
    await way.web.fetchDueExtensions();
    expect(server.asked).toHaveLength(2);
  });

  test('is known for ever afterwards: the next import needs no web, and a look back merges the same way', async () => {
    const address = offer('short');
    await feed([address], [first]);
    server.reset();

    await feed([address], [second], false);

    expect([await documents(), server.asked]).toEqual([['b'], []]);
    const { id } = await kit.tenderOf('ocds-213czf-1');
    const viewer = await (await kit.team({ name: 'Acme' })).user({ role: 'viewer', displayName: 'A viewer' });
    const { data } = await kit.ask(
      `query ($id: ID!) { tender(id: $id) { asOf(at: "2026-01-02T00:00:00Z") { documents { nodes { title } } } } }`,
      { variables: { id }, as: viewer.actor },
    );
    expect(data).toMatchObject({ tender: { asOf: { documents: { nodes: [{ title: 'B' }] } } } });
  });

  test.each([
    ['is not there', { status: 404 }, 'The source answered with status 404.'],
    ['fails', { status: 500 }, 'The source answered with status 500.'],
    ['breaks off', { body: metadata, breaks: true }, 'The connection to the source failed or broke off.'],
    [
      'is half there',
      { body: '{"schemas": [' },
      'The source answered with something that is not JSON, or with half of it.',
    ],
    ['is a list', { body: '[]' }, 'The extension is no JSON object.'],
    ['is huge', { body: { x: 'x'.repeat(1_100_000) } }, 'The extension is larger than 1 MiB.'],
    [
      'leads into a private network',
      { status: 302, headers: { location: 'https://10.0.0.1/' } },
      'The address leads into a private network. Who runs the product can allow its host in SOURCE_HOSTS_ALLOWED.',
    ],
  ])(
    'and %s stops nothing: the standard holds, the failure is noted, and it is asked for again later',
    async (_what, about, error) => {
      const address = offer('bad', { body: patch }, about);

      expect(await feed([address], [first, second])).toBe('SUCCEEDED');

      expect(await documents()).toEqual(['a', 'b']);
      expect(await known()).toEqual([
        {
          url: '/bad/extension.json',
          patch: null,
          fetched: false,
          applied: false,
          error,
          attempts: 1,
          retry: new Date('2096-01-01T12:01:00Z'),
        },
      ]);
      const requestsBefore = server.asked.length;
      await way.web.fetchDueExtensions();
      expect(server.asked).toHaveLength(requestsBefore);

      now = new Date('2096-01-01T12:01:00Z');
      offer('bad');
      await way.web.fetchDueExtensions();
      expect([await documents(), (await known())[0]?.['attempts']]).toEqual([['b'], 2]);
    },
  );

  test.each<[string, FileAnswer, FileAnswer]>([
    ['has no patch of releases', { status: 404 }, { body: { name: {} } }],
    ['says that it has none', { body: patch }, { body: { schemas: ['record-package-schema.json'] } }],
  ])('and %s changes nothing, and is not asked for again', async (_what, schema, about) => {
    const address = offer('plain', schema, about);
    await feed([address], [first, second]);
    expect(await documents()).toEqual(['a', 'b']);
    expect(await known()).toMatchObject([{ patch: {}, fetched: true, applied: true, error: null }]);
  });

  test('and makes the schema explode is refused', async () => {
    const names = Array.from({ length: 24 }, (_, index) => `D${index}`);
    const definitions = Object.fromEntries(
      names.map((name, index) => {
        const next = { $ref: `#/definitions/D${index + 1}` };
        return [name, { properties: { left: next, right: next } }];
      }),
    );
    const address = offer('bomb', {
      body: { definitions: { ...definitions, Tender: { properties: { d: { $ref: '#/definitions/D0' } } } } },
    });

    expect(await feed([address], [first])).toBe('SUCCEEDED');

    expect(await known()).toMatchObject([{ patch: null, error: 'The schema has more than 50000 places.' }]);
  });

  test('whose process died between storing and merging is merged by the next one', async () => {
    const address = offer('short');
    await feed([address], [first, second], false);
    await kit.database.sql(
      `update tenders.extension set patch = $1, patch_hash = sha256('x'), fetched_at = now() where url = $2`,
      [JSON.stringify(patch), address],
    );

    await way.web.fetchDueExtensions();

    expect([await documents(), server.asked]).toEqual([['b'], []]);
    expect(await known()).toMatchObject([{ applied: true }]);
  });

  test('is stored only when whoever merges without it has finished', async () => {
    const address = offer('short');
    await feed([address], [first], false);
    const merging = await pool.connect();
    await merging.query('begin');
    await merging.query('select pg_advisory_xact_lock_shared(1108100011)');
    let isStored = false;
    const fetching = way.web.fetchDueExtensions().then(() => (isStored = true));
    const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted and objid = 1108100011`;
    await until(async () => (await kit.database.sql(waiting)).length > 0);
    expect(isStored).toBe(false);
    await merging.query('commit');
    merging.release();
    await fetching;
    expect(await known()).toMatchObject([{ applied: true }]);
  });

  test('may be a folder, and is asked for among others no more than a hundred times in a run', async () => {
    offer('folder');
    const many = Array.from({ length: 150 }, (_, index) => `${server.origin}/none/${index}/extension.json`);

    await feed([`${server.origin}/folder/`, ...many], [first, second]);

    expect(await documents()).toEqual(['b']);
    expect(new Set(server.asked).size).toBe(101);
  });

  test('that is built in is never fetched', async () => {
    await feed([`${server.origin}/ocds_lots_extension/extension.json`], [first, second]);
    expect([server.asked, await known()]).toEqual([[], []]);
  });
});
