import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { createSubgraph } from '@hub/tenders/subgraph';
import { rereadFacts } from '@hub/tenders/imports/reread-facts';
import pg from 'pg';
import type { TestTeam, TestUser } from '../kit/people.js';
import { testSubgraph, type TestSubgraph } from '../kit/subgraph.js';
import { feedInto, notice } from './import-kit.js';
import { addOwnTenders } from './own-rows.js';

let kit: TestSubgraph;
let team: TestTeam;
let reader: TestUser;
beforeAll(async () => {
  kit = await testSubgraph({ name: 'tenders', create: createSubgraph, now: () => new Date('2026-03-15T10:00:00Z') });
  team = await kit.team();
  reader = await team.user({ role: 'viewer' });
});
afterAll(() => kit.close());

const source = 'source { __typename name title status isEnabled lastSuccessAt nextPollAt }';
const fields = `url enquiriesUntil ${source}`;
const tenderOf = async (ocid: string, more = '') =>
  (await kit.as(reader).data(`query ($ocid: String!) { tender(ocid: $ocid) { ${fields} ${more} } }`, { ocid })).tender;

const noticed = (url: string) => ({ documents: [{ id: 'n', documentType: 'tenderNotice', format: 'text/html', url }] });
const portal = {
  __typename: 'SourceHealth',
  name: 'za-etenders',
  title: 'National Treasury eTenders, South Africa',
  status: 'HEALTHY',
  isEnabled: true,
  lastSuccessAt: expect.any(String),
  nextPollAt: null,
};
const recordAt = (number: number) => `https://ocds-api.etenders.gov.za/api/OCDSReleases/release/ocds-9t57fa-${number}`;

describe('a public tender', () => {
  test('names the page of its notice, its source, and until when questions may be asked', async () => {
    await feedInto(kit.database, [
      notice(1, {
        ...noticed('https://portal.example/notices/1'),
        enquiryPeriod: { startDate: '2026-03-01T00:00:00Z', endDate: '2026-03-20T16:00:00Z' },
      }),
    ]);

    expect(await tenderOf('ocds-9t57fa-1')).toEqual({
      url: 'https://portal.example/notices/1',
      enquiriesUntil: '2026-03-20T14:00:00.000Z',
      source: portal,
    });
  });

  test('of a portal without pages names the record of the portal', async () => {
    await feedInto(kit.database, [notice(2)]);

    expect(await tenderOf('ocds-9t57fa-2')).toEqual({ url: recordAt(2), enquiriesUntil: null, source: portal });
  });

  test('has no address that a browser would run', async () => {
    await feedInto(kit.database, [
      { ...notice(3, noticed('javascript:alert(1)')), ocid: 'ocds-test00-3', id: 'ocds-test00-3-1' },
    ]);

    expect(await tenderOf('ocds-test00-3')).toMatchObject({
      url: null,
      source: { name: 'ocds-test00', title: 'ocds-test00' },
    });
  });

  test('has had another address: snapshots show it, and history says that it changed a little', async () => {
    await feedInto(kit.database, [
      notice(4, { url: 'https://portal.example/old/4' }),
      notice(4, { url: 'https://portal.example/new/4' }, { id: 'second', date: '2026-03-05T00:00:00Z' }),
    ]);

    const tender = await tenderOf(
      'ocds-9t57fa-4',
      `asOf(at: "2026-03-02T00:00:00Z") { url enquiriesUntil source { name } }
       history { edges { node { impact changes { path before after } } } }`,
    );
    expect(tender).toMatchObject({
      url: 'https://portal.example/new/4',
      asOf: { url: 'https://portal.example/old/4', enquiriesUntil: null, source: { name: 'za-etenders' } },
      history: {
        edges: expect.arrayContaining([
          {
            node: {
              impact: 'MINOR',
              changes: [{ path: 'url', before: 'https://portal.example/old/4', after: 'https://portal.example/new/4' }],
            },
          },
        ]),
      },
    });
  });
});

test('a tender of a team has the same fields, in both of its shapes', async () => {
  const [row = ''] = await addOwnTenders(kit.database, { teamId: team.id, rows: [{ title: 'Private works' }] });
  await kit.database.sql(
    `update tenders.team_tender set url = 'https://own.example/7', enquiries_until = '2026-03-18T10:00:00Z' where id = $1`,
    [row],
  );

  const { tender } = await kit
    .as(reader)
    .data(`query ($id: ID!) { tender(id: $id) { ${fields} teamTender { ${fields} } } }`, {
      id: encodeId('Tender', row),
    });

  const name = expect.stringMatching(/^source /u);
  const own = {
    url: 'https://own.example/7',
    enquiriesUntil: '2026-03-18T10:00:00.000Z',
    source: {
      __typename: 'TeamSource',
      name,
      title: name,
      status: 'NEVER_RUN',
      isEnabled: false,
      lastSuccessAt: null,
      nextPollAt: null,
    },
  };
  expect(tender).toEqual({ ...own, teamTender: own });
});

test('tenders that were stored before get their address when texts are read again, and nobody is told of a change', async () => {
  await feedInto(kit.database, [
    notice(5, noticed('https://portal.example/notices/5')),
    notice(6, { url: 'https://portal.example/6' }),
    notice(6, {}, { id: 'second', date: '2026-03-05T00:00:00Z' }),
    notice(7),
  ]);
  const stored = () =>
    kit.database.sql(
      `select ocid, url, updated_at, changed_in::text, version from tenders.tender where ocid like '%-_' order by ocid`,
    );
  const before = await stored();
  await kit.database.sql('update tenders.tender set url = null');
  await kit.database.sql('update tenders.tender set reader_version = 0');
  const pool = new pg.Pool({ connectionString: kit.database.urlOf('svc_importer'), max: 2 });
  pool.on('error', () => undefined);

  await rereadFacts({ pool, signal: new AbortController().signal });

  await pool.end();
  expect(await stored()).toEqual(before);
  expect(before.filter(({ ocid }) => /-[567]$/u.test(String(ocid))).map(({ url }) => url)).toEqual([
    'https://portal.example/notices/5',
    // The newest is a compiled release, which stands for itself.
    recordAt(6),
    recordAt(7),
  ]);
});
