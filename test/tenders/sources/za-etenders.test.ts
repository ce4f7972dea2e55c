import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hungTestMs } from '../../kit/hung.js';
import { checksumOf, openPolling, type Polling } from './polling.js';
import { portalRelease, releasesOver, startPortal, type Portal } from './portal.js';

let polling: Polling;
let portal: Portal;
let sourceId: string;
beforeAll(async () => {
  polling = await openPolling();
});
afterAll(() => polling.close());

beforeEach(async () => {
  portal = await startPortal();
  polling.clock.reset();
  await polling.database.sql(
    'truncate tenders.source_run, tenders.source_page, tenders.quarantined_release, tenders.release, tenders.tender, tenders.buyer cascade',
  );
  await polling.database.sql(`delete from tenders.source where name <> 'za-etenders'`);
  sourceId = await polling.addSource({ url: portal.url });
});
afterEach(() => portal.close());

const countOf = async (table: string): Promise<number> =>
  Number((await polling.database.sql<{ n: string }>(`select count(*) as n from tenders.${table}`))[0]?.n);

// The last ninety days end on a Saturday: thirteen weeks from Monday on, and the one that is not over.
const windowsFull = 14;

describe('a full round', () => {
  test('reads ninety days in windows of a week, newest first, with both dates, page by page until one is empty', async () => {
    portal.releases = releasesOver(91, 3, '2026-11-21');

    const outcome = await polling.poll(sourceId);

    expect(outcome.kind).toBe('DONE');
    expect(await countOf('tender')).toBe(273);
    const windows = portal.requests
      .filter(({ query }) => query['PageNumber'] === '1')
      .map(({ query }) => [query['dateFrom'], query['dateTo']]);
    expect(windows).toHaveLength(windowsFull);
    expect(windows.slice(0, 3)).toEqual([
      ['2026-11-16', '2026-11-21'],
      ['2026-11-09', '2026-11-15'],
      ['2026-11-02', '2026-11-08'],
    ]);
    expect(windows.at(-1)).toEqual(['2026-08-17', '2026-08-23']);
    // Each window has one page with releases, and one without that ends it.
    expect(portal.requests).toHaveLength(windowsFull * 2);
    expect(
      portal.requests.every(
        ({ answered, headers }) => answered === 200 && headers['user-agent']?.startsWith('TenderInsightHub/'),
      ),
    ).toBe(true);
    expect(portal.inFlightMax()).toBe(1);
    expect(await polling.lastRun()).toEqual({
      status: 'SUCCEEDED',
      error: null,
      counts: expect.objectContaining({
        releasesNew: 273,
        tendersNew: 273,
        requests: 28,
        pages: 28,
        windows: 14,
        windowsFailed: 0,
        pagesRepeated: 0,
        pagesUnchanged: 0,
      }),
    });
    const source = await polling.source(sourceId);
    expect(source).toMatchObject({
      consecutive_errors: 0,
      last_error: null,
      cursor: null,
      last_full_at: new Date('2026-11-21T12:00:00Z'),
      next_poll_at: new Date(polling.clock.now().getTime() + 3_600_000),
    });
  });

  test('reads the fields as the portal means them: local time, number as title, zero as undisclosed', async () => {
    portal.releases = [portalRelease(1, '2026-11-20')];

    await polling.poll(sourceId);

    const rows = await polling.database.sql(
      'select title, reference, value_amount, closing_at, closing_raw from tenders.tender',
    );
    expect(rows).toEqual([
      {
        title: 'Supply of 1 pumps',
        reference: 'RFQ 1',
        value_amount: null,
        closing_at: new Date('2026-12-14T09:00:00Z'),
        closing_raw: '2026-12-14T11:00:00Z',
      },
    ]);
  });

  test('takes no size for granted: 120 releases of a week come in pages of fifty although a hundred were asked for', async () => {
    portal.releases = releasesOver(1, 120, '2026-11-18');

    await polling.poll(sourceId);

    expect(await countOf('tender')).toBe(120);
    expect(portal.requests.slice(0, 4).map(({ query }) => [query['PageNumber'], query['PageSize']])).toEqual([
      ['1', '100'],
      ['2', '100'],
      ['3', '100'],
      ['4', '100'],
    ]);
  });

  test('finishes a country that has published nothing', async () => {
    expect((await polling.poll(sourceId)).kind).toBe('DONE');
    expect(await countOf('tender')).toBe(0);
    expect(portal.requests).toHaveLength(windowsFull);
  });
});

describe('the next round', () => {
  test('reads the recent weeks again, finds edits behind unchanged dates, and everything again a day later', async () => {
    portal.releases = releasesOver(90, 1, '2026-11-21');
    await polling.poll(sourceId);
    portal.requests.length = 0;
    portal.releases = portal.releases.map((release) =>
      release.date === '2026-11-12T00:00:00Z'
        ? { ...release, tender: { ...(release['tender'] as object), description: 'Supply of valves' } }
        : release,
    );

    polling.clock.pass(3_600_000);
    await polling.poll(sourceId);

    const from = (): (string | undefined)[] => [...new Set(portal.requests.map(({ query }) => query['dateFrom']))];
    expect(from()).toEqual(['2026-11-16', '2026-11-09', '2026-11-02', '2026-10-26']);
    expect((await polling.lastRun()).counts).toMatchObject({ releasesNew: 0, releasesChanged: 1, tendersUpdated: 1 });
    expect(await polling.database.sql(`select is_silent, impact from tenders.tender_version`)).toEqual([
      { is_silent: true, impact: expect.any(String) },
    ]);

    portal.requests.length = 0;
    polling.clock.pass(86_400_000);
    await polling.poll(sourceId);
    // On a Sunday the ninetieth day back is a Monday.
    expect(from()).toHaveLength(13);
  });

  test.each(['etag', 'last-modified'] as const)(
    'sends %s back and imports nothing that was not sent',
    async (validators) => {
      portal.behaviour.validators = validators;
      portal.releases = releasesOver(14, 10, '2026-11-21');
      await polling.poll(sourceId);
      const before = await checksumOf(polling.database);
      portal.requests.length = 0;

      polling.clock.pass(3_600_000);
      await polling.poll(sourceId);

      expect(portal.requests.map(({ answered }) => answered)).toEqual(
        Array.from({ length: portal.requests.length }, () => 304),
      );
      expect((await polling.lastRun()).counts).toMatchObject({
        pagesUnchanged: portal.requests.length,
        releasesUnchanged: 0,
        releasesNew: 0,
        windows: 4,
      });
      expect(await checksumOf(polling.database)).toBe(before);
    },
  );

  test('does nothing before its time, and nothing while another process has the source', async () => {
    expect((await polling.poll(sourceId, { isForced: false })).kind).toBe('DONE');
    const before = portal.requests.length;

    expect((await polling.poll(sourceId, { isForced: false })).kind).toBe('NOT_DUE');

    polling.clock.pass(3_600_000);
    const both = await Promise.all([
      polling.poll(sourceId, { isForced: false }),
      polling.poll(sourceId, { isForced: false }),
    ]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['DONE', 'NOT_DUE']);
    expect(portal.requests.length - before).toBe(4);
  });
});

describe('paging that misbehaves', () => {
  const pages = 5;
  beforeEach(() => {
    portal.releases = releasesOver(1, pages * 50, '2026-11-18');
  });

  test.each(['right', 'absent', 'without-dates', 'stuck'] as const)(
    'with links that are %s reads every page once',
    async (links) => {
      portal.behaviour.links = links;

      expect((await polling.poll(sourceId)).kind).toBe('DONE');

      expect(await countOf('tender')).toBe(250);
      const numbers = portal.requests
        .filter(({ query }) => query['dateFrom'] === '2026-11-16')
        .map(({ query }) => query['PageNumber']);
      expect(numbers).toEqual(['1', '2', '3', '4', '5', '6']);
      expect(portal.requests.every(({ answered }) => answered === 200)).toBe(true);
    },
  );

  test('stops when the last page comes again for every number behind it', async () => {
    portal.behaviour.behindTheEnd = 'last-again';

    expect((await polling.poll(sourceId)).kind).toBe('DONE');

    expect(await countOf('tender')).toBe(250);
    expect((await polling.lastRun()).counts).toMatchObject({
      pagesRepeated: 1,
      releasesNew: 250,
      releasesUnchanged: 0,
    });
  });

  test('never follows a link to another host', async () => {
    portal.behaviour.links = 'elsewhere';

    const outcome = await polling.poll(sourceId);

    expect(outcome.kind).toBe('FAILED');
    expect(await polling.lastRun()).toMatchObject({
      status: 'FAILED',
      error: 'Could not be read: 2026-11-16 to 2026-11-21.',
    });
  });
});

describe('releases that misbehave', () => {
  test('are set aside with their reason when their dates are no dates, and counted when they lie outside the window', async () => {
    portal.releases = [
      portalRelease(1, '2026-11-18'),
      portalRelease(2, '2026-11-18', { _day: '2026-11-18', date: '2026/18/11' }),
      portalRelease(3, '2026-11-18', { _day: '2026-11-18', date: '0001-01-01T00:00:00Z' }),
      portalRelease(4, '2026-11-18', { _day: '2026-11-18', date: '2026-01-05T00:00:00Z' }),
    ];

    expect((await polling.poll(sourceId)).kind).toBe('DONE');

    expect(await polling.database.sql('select reason, ocid from tenders.quarantined_release order by ocid')).toEqual([
      { reason: 'MALFORMED_DATE', ocid: 'ocds-9t57fa-100002' },
      { reason: 'MALFORMED_DATE', ocid: 'ocds-9t57fa-100003' },
    ]);
    expect(await countOf('tender')).toBe(2);
    expect((await polling.lastRun()).counts).toMatchObject({
      releasesOutsideWindow: 3,
      quarantined: { MALFORMED_DATE: 2 },
    });
  });
});

describe('a portal that fails', () => {
  beforeEach(() => {
    portal.releases = releasesOver(10, 10, '2026-11-21');
  });

  test('with a 500 now and then is asked again after 1, 2 and 4 seconds', async () => {
    portal.behaviour.failures = [{ status: 500 }, { status: 502 }, { status: 503 }];

    expect((await polling.poll(sourceId)).kind).toBe('DONE');

    expect(polling.clock.sleeps).toEqual([1_000, 2_000, 4_000]);
    expect(await countOf('tender')).toBe(100);
    expect((await polling.lastRun()).counts).toMatchObject({ requests: portal.requests.length });
  });

  test.each(['json', 'socket', 'gzip'] as const)(
    'with half a body (%s) is asked again, and half is never imported',
    async (half) => {
      portal.behaviour.halves = [half, half];
      let seen = -1;
      portal.onRequest = async (count) => {
        if (count === 3) seen = await countOf('release');
      };

      expect((await polling.poll(sourceId)).kind).toBe('DONE');

      expect(seen).toBe(0);
      expect(polling.clock.sleeps).toEqual([1_000, 2_000]);
      expect(await countOf('release')).toBe(100);
    },
  );

  test.each(['{}', 'html'] as const)('with %s and status 200 is asked again', async (strange) => {
    portal.behaviour.strange = [strange];
    expect((await polling.poll(sourceId)).kind).toBe('DONE');
    expect(await countOf('release')).toBe(100);
  });

  test('with a body that never ends is cut off and asked again', async () => {
    portal.behaviour.stalls = 1;
    polling.patienceMs = 2_000;

    expect((await polling.poll(sourceId)).kind).toBe('DONE');

    polling.patienceMs = hungTestMs;
    expect(polling.clock.sleeps).toEqual([1_000]);
    expect(await countOf('release')).toBe(100);
  });

  test('reads compressed pages', async () => {
    portal.behaviour.compresses = true;
    expect((await polling.poll(sourceId)).kind).toBe('DONE');
    expect(portal.requests[0]?.headers['accept-encoding']).toBe('gzip, deflate');
    expect(await countOf('release')).toBe(100);
  });

  test('waits as long as it asks for, when that is short', async () => {
    portal.behaviour.failures = [
      { status: 429, headers: { 'retry-after': '17' } },
      { status: 503, headers: { 'retry-after': 'Sat, 21 Nov 2026 12:01:00 GMT' } },
    ];
    expect((await polling.poll(sourceId)).kind).toBe('DONE');
    expect(polling.clock.sleeps).toEqual([17_000, 43_000]);
  });

  test('is left alone as long as it asks for, when that is long, and not counted as ill', async () => {
    portal.behaviour.failures = [{ status: 429, headers: { 'retry-after': '1800' } }];
    const at = polling.clock.now();

    const outcome = await polling.poll(sourceId);

    expect(outcome).toMatchObject({ kind: 'STOPPED', nextPollAt: new Date(at.getTime() + 1_800_000) });
    expect(polling.clock.sleeps).toEqual([]);
    expect(await polling.source(sourceId)).toMatchObject({ consecutive_errors: 0 });
  });

  test('on one window is read beyond it, and the run says which', async () => {
    portal.behaviour.brokenWindows = { '2026-11-09': 500 };

    const outcome = await polling.poll(sourceId);

    expect(outcome.kind).toBe('FAILED');
    expect(await polling.lastRun()).toMatchObject({
      status: 'FAILED',
      error: 'Could not be read: 2026-11-09 to 2026-11-15.',
      counts: { windowsFailed: 1, windows: 13 },
    });
    expect(await countOf('tender')).toBe(60);
    expect(await polling.source(sourceId)).toMatchObject({
      consecutive_errors: 1,
      last_success_at: null,
      last_full_at: null,
    });
  });

  test('altogether is given up after two windows, backed off from, and taken up where it was', async () => {
    portal.behaviour.failures = Array.from({ length: 20 }, () => ({ status: 500 }));
    const waits: number[] = [];
    for (let poll = 0; poll < 2; poll += 1) {
      const { kind } = await polling.poll(sourceId);
      const source = await polling.source(sourceId);
      expect(kind).toBe('FAILED');
      waits.push((source['next_poll_at'] as Date).getTime() - polling.clock.now().getTime());
    }
    expect(waits).toEqual([60_000, 120_000]);
    expect(await polling.source(sourceId)).toMatchObject({
      consecutive_errors: 2,
      last_error: 'The source answered with status 500.',
    });

    await polling.poll(sourceId);
    expect(await polling.source(sourceId)).toMatchObject({
      consecutive_errors: 3,
      last_error: expect.stringMatching(/^Could not be read: 2026-11-16/u),
    });
    expect((await polling.poll(sourceId)).kind).toBe('DONE');
    expect(await countOf('tender')).toBe(100);
    expect(await polling.source(sourceId)).toMatchObject({ consecutive_errors: 0, last_error: null });
  });

  test('is asked no faster than its allowance, the first ten requests excepted', async () => {
    await polling.database.sql('update tenders.source set requests_per_hour = 3600 where id = $1', [sourceId]);
    await polling.poll(sourceId);
    // Fourteen windows, two of them with a second page: ten requests at once, then one each second.
    expect(portal.requests).toHaveLength(17);
    expect(polling.clock.sleeps).toEqual([1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000]);
  });
});
