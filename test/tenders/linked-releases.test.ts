import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { runImport } from '@hub/tenders/import';
import { importReleases, type ImportResult } from '@hub/tenders/import-releases';
import { replayQuarantine } from '@hub/tenders/quarantine';
import { startFileServer, type FileServer } from './file-server.js';
import { importKit, type ImportKit } from './import-kit.js';
import { describeWithData, ocdsFolder } from './shared-data.js';
import { openPolling } from './sources/polling.js';
import { testWeb } from './web-kit.js';

let kit: ImportKit;
let server: FileServer;
beforeAll(async () => {
  [kit, server] = await Promise.all([importKit(), startFileServer()]);
});
afterAll(async () => {
  await kit.close();
  await server.close();
});
let way: ReturnType<typeof testWeb>;
beforeEach(() => {
  way = testWeb({ pool: kit.pool, bodyBytesMax: 100_000 });
});
afterEach(async () => {
  await way.close();
  server.reset();
  await kit.database.sql(
    'truncate tenders.release, tenders.tender, tenders.quarantined_release, tenders.source_run, tenders.extension cascade',
  );
});

const ocid = 'ocds-213czf-1';
const released = (id: string, day: number, tender: object = {}, of = ocid) => ({
  ocid: of,
  id,
  date: `2026-01-0${day}T00:00:00Z`,
  tag: ['tender'],
  tender: { id: '1', title: 'Pipes', ...tender },
});
const packaged = (...releases: object[]) => ({ version: '1.1', publishedDate: '2026-01-09T00:00:00Z', releases });
const linking = (urls: readonly string[], rest: object = {}, of = ocid) => ({
  ocid: of,
  releases: urls.map((url) => ({ url, date: '2026-01-01T00:00:00Z', tag: ['tender'] })),
  ...rest,
});
const compiledRelease = { ...released('compiled', 5, { title: 'As compiled' }), tag: ['compiled'] };

let files = 0;
function follow(...records: object[]): Promise<ImportResult> {
  files += 1;
  const target = kit.file(`records-${files}.json`, { version: '1.1', records });
  return importReleases({
    target,
    pool: kit.pool,
    source: null,
    web: way.web,
    signal: new AbortController().signal,
  });
}
const stored = async () =>
  (
    await kit.database.sql(
      `select release_id as id, version, observed_at is not null as dated from tenders.release order by ocid, released_at, release_id`,
    )
  ).map(({ id }) => id);
const aside = () =>
  kit.database.sql(
    'select reason, detail, ocid, resolved_at is not null as resolved from tenders.quarantined_release order by id',
  );
const replay = () =>
  replayQuarantine({
    pool: kit.pool,
    web: way.web,
    source: null,
    reason: null,
    signal: new AbortController().signal,
  });
/** A run of its own remembers nothing of the one before. */
async function newRun(): Promise<void> {
  await way.close();
  way = testWeb({ pool: kit.pool, bodyBytesMax: 100_000 });
}

describe('a record that points at its releases', () => {
  test('is imported with the releases named, each package fetched once, and read as its package says', async () => {
    const both = server.put('/both.json', { body: packaged(released('r1', 1), released('r2', 2, { title: 'Pumps' })) });
    const third = server.put('/third.json', {
      body: { ...packaged(released('r3', 3, { title: 'Valves' }), released('not named', 4)), version: '1.0' },
    });
    const other = released('r1', 1, {}, 'ocds-213czf-2');
    const more = server.put('/more.json', { body: packaged(other, released('r9', 3)) });

    const { counts } = await follow(
      linking([`${both}#r1`, `${both}#r2`, `${third}#r3`], { compiledRelease }),
      linking([`${more}#r1`], {}, 'ocds-213czf-2'),
      linking([`${both}#r1`], {}, ocid),
    );

    expect(server.asked).toEqual(['/both.json', '/third.json', '/more.json']);
    expect([counts.releasesNew, counts.releasesUnchanged, Object.fromEntries(counts.quarantined)]).toEqual([4, 1, {}]);
    expect(await stored()).toEqual(['r1', 'r2', 'r3', 'r1']);
    expect(await kit.database.sql('select title, version from tenders.tender where ocid = $1', [ocid])).toEqual([
      { title: 'Valves', version: 3 },
    ]);
    expect(await kit.database.sql(`select release_id, version from tenders.release where release_id = 'r3'`)).toEqual([
      { release_id: 'r3', version: '1.0' },
    ]);
  });

  test('needs no id behind an address whose package leaves no choice', async () => {
    const one = server.put('/release/one', { body: released('r1', 1) });
    const two = server.put('/two.json', { body: packaged(released('r2', 2), released('r3', 3)) });

    const { counts } = await follow(linking([one]), linking([two], {}, 'ocds-213czf-1'));

    expect(await stored()).toEqual(['r1']);
    expect(Object.fromEntries(counts.quarantined)).toEqual({ LINKED_RELEASE_MISSING: 1 });
    expect(await aside()).toMatchObject([
      {
        reason: 'LINKED_RELEASE_MISSING',
        detail: `1 of 1 linked releases: ${two}: the package does not hold one release of the process.`,
        ocid,
      },
    ]);
  });

  test('is set aside with the exact reason where a package cannot be had, and what there is is imported', async () => {
    const here = server.put('/here.json', { body: packaged(released('r1', 1)) });
    const gone = `${server.origin}/gone.json`;

    await follow(linking([`${here}#r1`, `${gone}#r2`], { compiledRelease }), linking([`${gone}#r2`]));

    expect(await stored()).toEqual(['r1', 'compiled']);
    expect(await aside()).toEqual([
      {
        reason: 'LINKED_RELEASE_UNAVAILABLE',
        detail: `1 of 2 linked releases: ${gone}: The source answered with status 404.`,
        ocid,
        resolved: false,
      },
      {
        reason: 'LINKED_RELEASE_UNAVAILABLE',
        detail: `1 of 1 linked releases: ${gone}: The source answered with status 404.`,
        ocid,
        resolved: false,
      },
    ]);
    // What does not answer is asked once in a run.
    expect(server.asked).toEqual(['/here.json', '/gone.json']);
  });

  test.each([
    [
      'a package that has no such release',
      { body: packaged(released('r1', 1)) },
      'MISSING',
      'does not hold the release r2.',
    ],
    [
      'a package that has it for another process',
      { body: packaged(released('r2', 1, {}, 'ocds-213czf-7')) },
      'MISSING',
      'does not hold the release r2.',
    ],
    [
      'a body that breaks off',
      { body: packaged(released('r2', 1)), breaks: true },
      'UNAVAILABLE',
      'failed or broke off.',
    ],
    [
      'half a body that says it is whole',
      { body: JSON.stringify(packaged(released('r2', 1))).slice(0, 60) },
      'UNAVAILABLE',
      'not JSON, or with half of it.',
    ],
    ['a body without end', { body: 'x'.repeat(200_000) }, 'UNAVAILABLE', 'The body is larger than 97 KiB.'],
    ['a page of HTML', { body: '<html>' }, 'UNAVAILABLE', 'not JSON, or with half of it.'],
    ['errors without end', { status: 500 }, 'UNAVAILABLE', 'The source answered with status 500.'],
    [
      'a redirection into a private network',
      { status: 302, headers: { location: 'https://10.0.0.1/secret' } },
      'UNAVAILABLE',
      'The address leads into a private network.',
    ],
    [
      'a redirection to the metadata of a cloud',
      { status: 302, headers: { location: 'http://169.254.169.254/latest' } },
      'UNAVAILABLE',
      'The address must begin with https://.',
    ],
  ])('and meets %s, is set aside and says so', async (_what, answer, reason, detail) => {
    const url = server.put('/package.json', answer);

    const { status } = await follow(linking([`${url}#r2`]));

    // The only record was set aside: nothing was imported, which is no success.
    expect(status).toBe('FAILED');
    expect(await stored()).toEqual([]);
    expect(await aside()).toMatchObject([
      { reason: `LINKED_RELEASE_${reason}`, detail: expect.stringContaining(detail) },
    ]);
  });

  test('is imported when the source fails first and answers then', async () => {
    const url = server.put('/package.json', { status: 500 }, { status: 503 }, { body: packaged(released('r2', 1)) });

    await follow(linking([`${url}#r2`]));

    expect([await stored(), await aside()]).toEqual([['r2'], []]);
  });

  test('that points into a private network is refused before anything is sent', async () => {
    const inside = server.put('/inside.json', { body: packaged(released('r1', 1)) });
    const strict = testWeb({ pool: kit.pool, hostsAllowed: [] });
    const target = kit.file('inside.json', {
      version: '1.1',
      records: [linking([`${inside}#r1`, 'file:///etc/passwd#r2', 'nonsense'])],
    });

    await importReleases({
      target,
      pool: kit.pool,
      source: null,
      web: strict.web,
      signal: new AbortController().signal,
    });
    await strict.close();

    expect(server.asked).toEqual([]);
    const [row] = await aside();
    expect(row?.['detail']).toMatch(
      /^3 of 3 linked releases: https:\/\/127\.0\.0\.1:\d+\/inside\.json: The address leads into a private network\. .*The address must begin with https:\/\/\. A link is no address\.$/u,
    );
  });

  test('with more links than anybody needs is not followed', async () => {
    const urls = Array.from({ length: 501 }, (_, index) => `${server.origin}/${index}.json#r`);

    await follow(linking(urls, { compiledRelease }));

    expect([server.asked, await stored()]).toEqual([[], ['compiled']]);
    expect(await aside()).toMatchObject([{ detail: '1 of 501 linked releases: The record has more than 500 links.' }]);
  });

  test('is replayed: fetched again, and resolved once all its releases are there', async () => {
    const url = server.put('/late.json', { status: 404 });
    await follow(linking([`${url}#r1`, `${url}#r2`], { compiledRelease }));
    await newRun();
    server.put('/late.json', { body: packaged(released('r1', 1)) });

    expect((await replay()).counts).toMatchObject({ tried: 1, resolved: 0 });
    expect(await aside()).toMatchObject([
      {
        reason: 'LINKED_RELEASE_MISSING',
        detail: `1 of 2 linked releases: ${url}: the package does not hold the release r2.`,
        resolved: false,
      },
    ]);

    await newRun();
    server.put('/late.json', { body: packaged(released('r1', 1), released('r2', 2, { title: 'Pumps' })) });
    expect((await replay()).counts).toMatchObject({ tried: 1, resolved: 1 });
    expect([await stored(), (await aside())[0]?.['resolved']]).toEqual([['r1', 'r2', 'compiled'], true]);
    // The history is there now; the publisher's own compilation has the last word.
    expect(await kit.database.sql('select title, version from tenders.tender')).toEqual([
      { title: 'As compiled', version: 3 },
    ]);
  });

  test('stays as it was where links are not followed: its compiled release, or set aside with its links', async () => {
    const url = server.put('/package.json', { body: packaged(released('r1', 1)) });
    const target = kit.file('offline.json', {
      version: '1.1',
      records: [linking([`${url}#r1`], { compiledRelease }), linking([`${url}#r1`], {}, 'ocds-213czf-2')],
    });

    await kit.import(target);

    expect([server.asked, await stored()]).toEqual([[], ['compiled']]);
    expect(await aside()).toMatchObject([{ reason: 'LINKED_RELEASES_ONLY', ocid: 'ocds-213czf-2', resolved: false }]);
    // It was of another process than it said, which only the package tells.
    expect((await replay()).counts.resolved).toBe(0);
    expect(server.asked).toEqual(['/package.json']);
  });
});

test('the command follows links of an address by itself, of a file when asked, and leaves nothing behind', async () => {
  const url = server.put('/package.json', { body: packaged(released('r1', 1)) });
  const record = { version: '1.1', records: [linking([`${url}#r1`])] };
  const target = server.put('/record.json', { body: record });
  const path = kit.file('asked.json', record);
  const run = (options: { target: string; followsLinks?: boolean }) =>
    runImport({
      ...options,
      databaseUrl: kit.database.urlOf('svc_importer'),
      source: null,
      hostsAllowed: ['127.0.0.1'],
      log: () => undefined,
      signal: new AbortController().signal,
    });

  expect((await run({ target: path })).counts.releasesNew).toBe(0);
  expect((await run({ target: path, followsLinks: true })).counts.releasesNew).toBe(1);
  expect((await run({ target })).counts.releasesUnchanged).toBe(1);

  expect(server.asked).toEqual(['/package.json', '/record.json', '/package.json']);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('hub-links-'))).toEqual([]);
});

test('a poll follows the links of what it reads, and asks for no release that is stored', async () => {
  const polling = await openPolling();
  const url = server.put('/package.json', { body: packaged(released('r1', 1), released('r2', 2)) });
  const whole = server.put('/whole.json', { body: released('r1', 1, {}, 'ocds-213czf-2') });
  const gone = linking([`${server.origin}/gone#r1`], {}, 'ocds-213czf-3');
  const records = [linking([`${url}#r1`]), linking([whole], {}, 'ocds-213czf-2'), gone];
  const feed = server.put('/feed', { body: { version: '1.1', records } });
  const sourceId = await polling.addSource({ kind: 'ocds-api', url: feed, polling: { paging: { style: 'none' } } });

  await polling.poll(sourceId);
  expect(await polling.lastRun()).toMatchObject({
    status: 'SUCCEEDED',
    counts: { releasesNew: 2, requests: 4, quarantined: { LINKED_RELEASE_UNAVAILABLE: 1 } },
  });

  server.put('/feed', {
    body: { version: '1.1', records: [linking([`${url}#r1`, `${url}#r2`]), ...records.slice(1)] },
  });
  server.asked.length = 0;
  await polling.poll(sourceId);
  expect(server.asked).toEqual(['/feed', '/package.json', '/gone']);
  expect(await polling.lastRun()).toMatchObject({ counts: { releasesNew: 1, releasesUnchanged: 0 } });
  await polling.close();
});

test('a poll whose time is up leaves links for a replay', async () => {
  const polling = await openPolling({ budgetMs: 1_000 });
  const slow = server.put('/slow.json', { status: 500 }, { status: 500 }, { body: packaged(released('r1', 1)) });
  const next = server.put('/next.json', { body: packaged(released('r2', 2)) });
  const feed = server.put('/feed', { body: { version: '1.1', records: [linking([`${slow}#r1`, `${next}#r2`])] } });

  await polling.poll(await polling.addSource({ kind: 'ocds-api', url: feed, polling: { paging: { style: 'none' } } }));

  expect(await polling.lastRun()).toMatchObject({ counts: { releasesNew: 1 } });
  expect(await polling.database.sql('select detail from tenders.quarantined_release')).toEqual([
    { detail: '1 of 2 linked releases: The time of this run was up; a replay goes on.' },
  ]);
  await polling.close();
});

describeWithData('real records without releases of their own', () => {
  test('keep their links', async () => {
    await kit.import(`${ocdsFolder}/sample-data-2018/paraguay-dncp/records`);
    const rows = await kit.database.sql(
      `select reason, convert_from(raw, 'UTF8')::json #>> '{releases,0,url}' as url from tenders.quarantined_release order by url`,
    );
    expect(rows.map(({ reason }) => reason)).toEqual(['LINKED_RELEASES_ONLY', 'LINKED_RELEASES_ONLY']);
    for (const { url } of rows) expect(url).toMatch(/^https:\/\/www\.contrataciones\.gov\.py\/datos\/id\/planning\//u);
  });
});
