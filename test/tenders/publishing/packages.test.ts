import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createGateway, type Gateway } from '@hub/gateway/server';
import { developmentSettings } from '@hub/gateway/config';
import { createAuthenticator } from '@hub/gateway/authenticate';
import { localKeys, subgraphNames } from '@hub/runtime/auth';
import type { TestUser } from '../../kit/people.js';
import { serveSubgraphs, type ServedSubgraphs } from '../../kit/subgraph-servers.js';
import { supergraphSdl } from '../../kit/supergraph.js';
import { ocidOf, step } from '../versions/versions-kit.js';
import { publishingKit, settled, type PublishingKit } from './publishing-kit.js';

const now = new Date('2096-03-15T10:00:00Z');
const publicUrl = 'https://hub.example.org';
const extension = 'https://example.org/extensions/lots/extension.json';

let kit: PublishingKit;
let reader: TestUser;
beforeAll(async () => {
  kit = await publishingKit({ now: () => now, env: { PUBLIC_URL: `${publicUrl}/` } });
  const team = await kit.team();
  reader = await team.user({ role: 'viewer' });
  await kit.feed(
    [
      step('pump', 1, {
        id: 7,
        title: 'Pumps',
        status: 'Active',
        procurementMethod: 'Quotation',
        value: { amount: '1500.50', currency: 'zar' },
        tenderPeriod: { endDate: '2026-02-01 11:00' },
        lots: [{ id: 1, title: null }],
        documents: [{ title: 'Terms', url: 'https://example.org/a b.pdf' }],
      }),
      step('pump', 2, { id: 7, title: 'Pumps and valves' }, { tag: ['tenderAmendment'], language: 'en' }),
    ],
    { extensions: [extension] },
  );
});
afterAll(() => kit.close());

const ocid = ocidOf('pump');
const compiled = {
  ocid,
  id: `${ocid}-2026-01-02T00:00:00Z`,
  date: '2026-01-02T00:00:00Z',
  tag: ['compiled'],
  initiationType: 'tender',
  language: 'en',
  tender: {
    id: '7',
    title: 'Pumps and valves',
    status: 'active',
    procurementMethodDetails: 'Quotation',
    value: { amount: 1500.5, currency: 'ZAR' },
    tenderPeriod: { endDate: '2026-02-01T11:00:00.000Z' },
    lots: [{ id: 1 }],
    documents: [{ id: '#1', title: 'Terms', url: 'https://example.org/a%20b.pdf' }],
  },
};
const envelope = (path: string) => ({
  uri: `${publicUrl}${path}`,
  version: '1.1',
  extensions: [extension],
  publishedDate: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u),
  publisher: { name: 'Tender Insight Hub', uri: publicUrl },
  sources: [expect.objectContaining({ name: expect.any(String) })],
});

describe('a compiled release', () => {
  test('is served in a release package, repaired and with extensions as published', async () => {
    const answer = await kit.get(`/ocds/releases/${ocid}`, { as: reader });

    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'application/json; charset=utf-8',
      'private, no-cache',
    ]);
    expect(answer.json()).toEqual({ ...envelope(`/ocds/releases/${ocid}`), releases: [compiled] });
  });

  test('was published when the newest of its releases came, and stays the same until another one comes', async () => {
    const [row] = await kit.database.sql<{ at: Date }>(
      'select max(received_at) as at from tenders.release where ocid = $1',
      [ocid],
    );
    const first = await kit.get(`/ocds/releases/${ocid}`, { as: reader });
    const etag = String(first.headers['etag']);
    const again = await kit.get(`/ocds/releases/${ocid}`, { as: reader, headers: { 'if-none-match': etag } });

    expect(first.json()['publishedDate']).toBe(row?.at.toISOString());
    expect([etag, again.status]).toEqual([expect.stringMatching(/^W\//u), 304]);
  });

  test('is the same in the graph, as JSON', async () => {
    const { data, errors } = await kit.ask('{ tenders { edges { node { compiledRelease } } } }', { as: reader });
    expect(errors).toEqual([]);
    expect(data).toEqual({ tenders: { edges: [{ node: { compiledRelease: compiled } }] } });
  });

  test('stands in a record beside the releases that it comes from', async () => {
    const answer = await kit.get(`/ocds/records/${ocid}`, { as: reader });
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({
      ...envelope(`/ocds/records/${ocid}`),
      records: [
        {
          ocid,
          releases: [
            {
              ...compiled,
              language: undefined,
              id: 'pump-1',
              date: '2026-01-01T00:00:00Z',
              tag: ['tender'],
              tender: { ...compiled.tender, title: 'Pumps', lots: [{ id: 1, title: null }] },
            },
            {
              ocid,
              id: 'pump-2',
              date: '2026-01-02T00:00:00Z',
              tag: ['tenderAmendment'],
              initiationType: 'tender',
              language: 'en',
              tender: { id: '7', title: 'Pumps and valves' },
            },
          ],
          compiledRelease: compiled,
        },
      ],
    });
  });
});

describe('the list of compiled releases', () => {
  let ocids: string[];
  beforeAll(async () => {
    await kit.feed(Array.from({ length: 60 }, (_, index) => step(`many-${index}`, 3, { id: 'x', title: 'Many' })));
    await settled(kit.database);
    ocids = (
      await kit.database.sql<{ ocid: string }>(
        'select ocid from tenders.tender t join tenders.change c on c.number = t.changed_in order by c.place, t.id',
      )
    ).map((row) => row.ocid);
  });

  const ocidsIn = (answer: { json(): Record<string, unknown> }) =>
    (answer.json()['releases'] as { ocid: string }[]).map((release) => release.ocid);

  test('comes in pages that follow one another and end', async () => {
    const first = await kit.get('/ocds/releases', { as: reader });
    const { links, uri } = first.json() as { links: { next: string }; uri: string };
    expect([uri, ocidsIn(first)]).toEqual([`${publicUrl}/ocds/releases`, ocids.slice(0, 50)]);

    const second = await kit.get(links.next.slice(publicUrl.length), { as: reader });
    expect(ocidsIn(second)).toEqual(ocids.slice(50));
    expect(second.json()).toMatchObject({ uri: links.next });
    expect(second.json()).not.toHaveProperty('links');
  });

  test('starts with what has changed since an instant', async () => {
    await kit.database.sql(`update tenders.tender set updated_at = '2096-01-02T00:00:00Z' where ocid = any ($1)`, [
      ocids.slice(55),
    ]);
    // Written at that instant, a change is placed after it; others may be part of the same change.
    await kit.database.sql(
      `update tenders.change c set placed_at = '2096-01-02T00:00:01Z' from tenders.tender t
       where t.changed_in = c.number and t.ocid = any ($1)`,
      [ocids.slice(55)],
    );
    const since = await kit.get('/ocds/releases?since=2096-01-01', { as: reader });
    expect(ocidsIn(since)).toEqual(ocids.slice(55));
    expect(since.json()).toMatchObject({ uri: `${publicUrl}/ocds/releases?since=2096-01-01T00%3A00%3A00.000Z` });

    const later = await kit.get('/ocds/releases?since=2096-01-03T00:00:00%2B02:00', { as: reader });
    expect([later.status, later.text]).toEqual([204, '']);
  });

  test('waits for no transaction that stays open, and has what it wrote when it commits', async () => {
    const { default: pg } = await import('pg');
    const writer = new pg.Client({ connectionString: kit.database.url });
    await writer.connect();
    try {
      await writer.query('begin');
      await writer.query(
        `update tenders.tender set title = 'Slow', updated_at = now(), changed_in = tenders.current_change() where ocid = $1`,
        [ocids[0]],
      );
      await kit.feed([step('late', 4, { id: 'l', title: 'Late' })]);
      await settled(kit.database);
      const whole = await everyOcid();
      expect(whole.at(-1)).toBe(ocidOf('late'));

      await writer.query('commit');
      await settled(kit.database);
      expect(await everyOcid()).toEqual([...whole.filter((ocid) => ocid !== ocids[0]), ocids[0]]);
    } finally {
      await writer.end();
    }
  });

  async function everyOcid(): Promise<string[]> {
    const first = await kit.get('/ocds/releases', { as: reader });
    const { links } = first.json() as { links: { next: string } };
    return [...ocidsIn(first), ...ocidsIn(await kit.get(links.next.slice(publicUrl.length), { as: reader }))];
  }
});

describe('what cannot be answered', () => {
  test.each([
    ['/ocds/releases/ocds-213czf-none', 404, 'NOT_FOUND'],
    ['/ocds/records/OCDS-213CZF-PUMP', 404, 'NOT_FOUND'],
    ['/ocds/other', 404, 'NOT_FOUND'],
    ['/ocds/releases/a/b', 404, 'NOT_FOUND'],
    ['/ocds/releases?cursor=nonsense', 400, 'BAD_USER_INPUT'],
    ['/ocds/releases?cursor=WyJvY2RzUmVsZWFzZXMiLCJ4IiwieSJd', 400, 'BAD_USER_INPUT'],
    ['/ocds/releases?since=yesterday', 400, 'BAD_USER_INPUT'],
    ['/ocds/releases?since=2026-02-31', 400, 'BAD_USER_INPUT'],
    ['/ocds/releases?since=0000-01-01', 400, 'BAD_USER_INPUT'],
    ['/ocds/releases?since=0001-01-01T00:00:00%2B14:00', 400, 'BAD_USER_INPUT'],
    ['/ocds/releases?since=2026-01-01T00:00:00%2B18:01', 400, 'BAD_USER_INPUT'],
  ])('%s is answered %i %s', async (target, status, code) => {
    const answer = await kit.get(target, { as: reader });
    expect([answer.status, (answer.json()['errors'] as { extensions: unknown }[])[0]?.extensions]).toMatchObject([
      status,
      { code, requestId: 'test-12345678' },
    ]);
  });

  test('needs a person who may read tenders', async () => {
    const stranger = await kit.get(`/ocds/releases/${ocid}`);
    const forged = await kit.get(`/ocds/releases/${ocid}`, { headers: { authorization: 'Bearer a.b.c' } });
    expect([stranger.status, forged.status]).toEqual([401, 401]);
    expect(stranger.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    expect(stranger.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});

describe('with subgraphs behind HTTP', () => {
  let doors: ServedSubgraphs;
  let gateway: Gateway;
  beforeAll(async () => {
    doors = await serveSubgraphs(kit);
    const keys = kit.hub.subgraphs.identity.subgraph.publicKeys ?? { keys: [] };
    gateway = await createGateway({
      supergraphSdl: supergraphSdl(),
      subgraphUrls: Object.fromEntries(subgraphNames.map((name) => [name, `${doors.served[name].url}/graphql`])),
      settings: {
        ...developmentSettings,
        secrets: Object.fromEntries(subgraphNames.map((name) => [name, doors.served[name].secret])),
      },
      authenticate: createAuthenticator(localKeys(keys)),
    });
  });
  afterAll(async () => {
    await gateway.stop();
    await doors.close();
  });

  test.each([`/ocds/releases/${ocid}`, `/ocds/records/${ocid}`, '/ocds/releases/none', '/ocds/releases?cursor=x'])(
    '%s has the same bytes',
    async (url) => {
      const headers = { authorization: `Bearer ${reader.accessToken}`, 'x-request-id': 'test-12345678' };
      const remote = await gateway.fastify.inject({ method: 'GET', url, headers });
      const local = await kit.get(url, { as: reader });
      expect([remote.statusCode, remote.body, remote.headers['content-type']]).toEqual([
        local.status,
        local.text,
        local.headers['content-type'],
      ]);
    },
  );

  test('the subgraph itself answers the gateway only', async () => {
    const direct = await fetch(`${doors.served.tenders.url}/ocds/releases/${ocid}`);
    expect([direct.status, await direct.json()]).toMatchObject([
      401,
      { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    ]);
  });

  test('a subgraph that is away is said to be so', async () => {
    const lonely = await createGateway({
      supergraphSdl: supergraphSdl(),
      subgraphUrls: Object.fromEntries(subgraphNames.map((name) => [name, 'http://127.0.0.1:9/graphql'])),
    });
    const answer = await lonely.fastify.inject({ method: 'GET', url: '/ocds/releases' });
    await lonely.stop();
    expect([answer.statusCode, answer.json()]).toMatchObject([
      503,
      { errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryAfterSeconds: 1 } }] },
    ]);
  });
});
