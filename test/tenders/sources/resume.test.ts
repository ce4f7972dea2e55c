import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checksumOf, openPolling, type Polling } from './polling.js';
import { portalRelease, releasesOver, startPortal, type Portal } from './portal.js';

// Two weeks of three pages each and some bad releases: with the empty pages eight requests that matter, then quiet windows.
const releases = [
  ...releasesOver(12, 24, '2026-11-21'),
  portalRelease(900, '2026-11-19', { _day: '2026-11-19', date: 'soon' }),
];

let portal: Portal;
let clean: Polling;
let checksum: string;
beforeAll(async () => {
  portal = await startPortal(releases);
  clean = await openPolling();
  await clean.poll(await clean.addSource({ name: 'portal', url: portal.url }));
  checksum = await checksumOf(clean.database);
});
afterAll(async () => {
  await clean.close();
  await portal.close();
});

describe('a poll that was broken off', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'while it asked for page %i goes on there, and ends with what a clean one has',
    async (page) => {
      const polling = await openPolling();
      const sourceId = await polling.addSource({ name: 'portal', url: portal.url });
      const stop = new AbortController();
      const before = portal.requests.length;
      portal.onRequest = (count) => void (count === before + page && stop.abort());

      expect((await polling.poll(sourceId, { signal: stop.signal })).kind).toBe('STOPPED');
      portal.onRequest = () => undefined;
      expect(await polling.source(sourceId)).toMatchObject({ consecutive_errors: 0, last_error: null });
      const resumedAt = portal.requests.length;
      expect((await polling.poll(sourceId)).kind).toBe('DONE');

      expect(await checksumOf(polling.database)).toBe(checksum);
      const { PageNumber, dateFrom } = portal.requests[before + page - 1]?.query ?? {};
      expect(portal.requests[resumedAt]?.query).toMatchObject({ PageNumber, dateFrom });
      await polling.close();
    },
  );

  test('by its own time limit says that there is more, and a chain of such polls ends with what a clean one has', async () => {
    const polling = await openPolling({ budgetMs: 35 });
    const sourceId = await polling.addSource({ name: 'portal', url: portal.url });
    // Ten requests at once, then each costs ten milliseconds of the allowance.
    const kinds: string[] = [];
    do kinds.push((await polling.poll(sourceId)).kind);
    while (kinds.at(-1) === 'CONTINUE' && kinds.length < 50);

    expect(kinds.length).toBeGreaterThan(2);
    expect(new Set(kinds.slice(0, -1))).toEqual(new Set(['CONTINUE']));
    expect(kinds.at(-1)).toBe('DONE');
    expect(await checksumOf(polling.database)).toBe(checksum);
    await polling.close();
  });

  test('by kill -9, ten times at different moments, leaves what a clean one has, and no run that seems to go on', async () => {
    const polling = await openPolling();
    const sourceId = await polling.addSource({ name: 'portal', url: portal.url });
    const script = fileURLToPath(new URL('./poll-once.fixture.ts', import.meta.url));
    for (let kill = 0; kill < 10; kill += 1) {
      const before = portal.requests.length;
      const child = spawn(process.execPath, ['--import', 'tsx', script], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          POLL_DATABASE_URL: polling.database.urlOf('svc_importer'),
          POLL_SOURCE_ID: sourceId,
        },
      });
      const ended = once(child, 'exit');
      // At the second page, at once or while the page before it is being written.
      portal.onRequest = async (count) => {
        if (count !== before + 2) return;
        if (kill % 2 === 0) child.kill('SIGKILL');
        else setTimeout(() => child.kill('SIGKILL'), kill * 3);
      };
      await ended;
      expect(child.signalCode).toBe('SIGKILL');
    }
    portal.onRequest = () => undefined;

    expect((await polling.poll(sourceId)).kind).toBe('DONE');

    expect(await checksumOf(polling.database)).toBe(checksum);
    const runs = await polling.database.sql(
      'select status, count(*)::int as n from tenders.source_run group by 1 order by 1',
    );
    expect(runs).toEqual([
      { status: 'STOPPED', n: 10 },
      { status: 'SUCCEEDED', n: 1 },
    ]);
    await polling.close();
  });
});
