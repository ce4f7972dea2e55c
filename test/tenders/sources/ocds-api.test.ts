import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openPolling, type Polling } from './polling.js';
import { portalRelease, startPortal, type Portal } from './portal.js';

let polling: Polling;
beforeAll(async () => {
  polling = await openPolling({ bodyBytesMax: 100_000 });
});
afterAll(() => polling.close());
beforeEach(() => polling.clock.reset());

// A publisher whose pages are given by a function of the address.
interface Publisher {
  readonly url: string;
  readonly asked: string[];
  close(): void;
}

async function publisher(bodyOf: (url: URL, count: number) => unknown): Promise<Publisher> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(JSON.stringify(bodyOf(new URL(request.url ?? '/', 'http://127.0.0.1'), asked.length)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The publisher has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/feed?key=open`,
    asked,
    close: () => void server.close().closeAllConnections(),
  };
}

const release = (number: number) => ({
  ...portalRelease(number, '2026-11-18'),
  tag: ['tender'],
  ocid: `ocds-abcdef-${number}`,
});
const tenders = async (): Promise<string[]> =>
  (await polling.database.sql<{ ocid: string }>('select ocid from tenders.tender order by ocid')).map(
    ({ ocid }) => ocid,
  );

describe('an OCDS publisher', () => {
  beforeEach(async () => {
    await polling.database.sql('truncate tenders.release, tenders.tender, tenders.source_run cascade');
  });

  test('that links its pages is read to the end, and a link back to a page already read ends it', async () => {
    const source = await publisher((url) => {
      const page = Number(url.searchParams.get('p') ?? 1);
      return {
        version: '1.1',
        releases: [release(page * 2), release(page * 2 + 1)],
        links: { next: `/feed?p=${page === 3 ? 2 : page + 1}` },
      };
    });

    await polling.poll(await polling.addSource({ kind: 'ocds-api', url: source.url }));

    expect(source.asked).toEqual(['/feed?key=open', '/feed?p=2&key=open', '/feed?p=3&key=open']);
    expect(await tenders()).toHaveLength(6);
    source.close();
  });

  test('that gives record packages and counts rows is read by offset, by as many as came and not as many as were asked for', async () => {
    const all = Array.from({ length: 7 }, (_, index) => release(index + 1));
    const source = await publisher((url) => {
      const offset = Number(url.searchParams.get('offset'));
      return {
        version: '1.1',
        records: all.slice(offset, offset + 3).map((entry) => ({ ocid: entry.ocid, releases: [entry] })),
      };
    });

    await polling.poll(
      await polling.addSource({
        kind: 'ocds-api',
        url: source.url,
        polling: { paging: { style: 'offset', parameter: 'offset', sizeParameter: 'limit', size: 100 } },
      }),
    );

    expect(source.asked.map((path) => new URL(path, 'http://x').searchParams.get('offset'))).toEqual([
      '0',
      '3',
      '6',
      '7',
    ]);
    expect(await tenders()).toHaveLength(7);
    source.close();
  });

  test('whose tokens repeat is left when a token comes again', async () => {
    const source = await publisher((url, count) => ({
      version: '1.1',
      releases: [release(count)],
      next: url.searchParams.get('after') === 'b' ? 'a' : url.searchParams.get('after') === 'a' ? 'b' : 'a',
    }));

    await polling.poll(
      await polling.addSource({
        kind: 'ocds-api',
        url: source.url,
        polling: { paging: { style: 'cursor', parameter: 'after', nextPointer: '/next' } },
      }),
    );

    expect(source.asked.map((path) => new URL(path, 'http://x').searchParams.get('after'))).toEqual([null, 'a', 'b']);
    source.close();
  });

  test('that sends more than is accepted is not read further', async () => {
    const source = await publisher(() => ({ version: '1.1', releases: [], padding: 'x'.repeat(200_000) }));

    const outcome = await polling.poll(await polling.addSource({ kind: 'ocds-api', url: source.url }));

    expect(outcome.kind).toBe('FAILED');
    expect(await polling.lastRun()).toMatchObject({ status: 'FAILED', error: 'The body is larger than 97 KiB.' });
    expect(source.asked).toHaveLength(1);
    source.close();
  });

  test('of which nothing can be imported has failed, and what it sent is set aside', async () => {
    const source = await publisher(() => ({ version: '1.1', releases: [{ ocid: 'ocds-tstsrc-1', id: '1' }] }));

    const outcome = await polling.poll(await polling.addSource({ kind: 'ocds-api', url: source.url }));

    expect(outcome.kind).toBe('FAILED');
    expect(await polling.lastRun()).toMatchObject({
      ...{ status: 'FAILED', error: 'Every release was set aside.', counts: { quarantined: { MISSING_DATE: 1 } } },
    });
    source.close();
  });

  test('that does not listen at all is tried five times and then left for a minute', async () => {
    const outcome = await polling.poll(await polling.addSource({ kind: 'ocds-api', url: 'http://127.0.0.1:9/feed' }));

    expect(outcome).toMatchObject({ kind: 'FAILED', nextPollAt: new Date(polling.clock.now().getTime() + 60_000) });
    expect(polling.clock.sleeps).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(await polling.lastRun()).toMatchObject({
      error: 'The connection to the source failed or broke off.',
      counts: { requests: 5 },
    });
  });
});

test('two sources are polled side by side, each with one request at a time', async () => {
  const portals: Portal[] = await Promise.all([
    startPortal([portalRelease(1, '2026-11-18')]),
    startPortal([portalRelease(2, '2026-11-18')]),
  ]);
  const ids = await Promise.all(portals.map(({ url }) => polling.addSource({ url })));

  const outcomes = await Promise.all(ids.map((id) => polling.poll(id)));

  expect(outcomes.map(({ kind }) => kind)).toEqual(['DONE', 'DONE']);
  expect(portals.map(({ inFlightMax }) => inFlightMax())).toEqual([1, 1]);
  await Promise.all(portals.map((portal) => portal.close()));
});
