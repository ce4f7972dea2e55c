import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestUser } from '../../kit/people.js';
import { ocidOf, step, versionsKit, type VersionsKit } from './versions-kit.js';

let kit: VersionsKit;
let clerk: TestUser;
beforeAll(async () => {
  kit = await versionsKit();
  clerk = await (await kit.team()).user();
  const period = (endDate: string) => ({ tenderPeriod: { endDate } });
  await kit.feed(
    step('bridge', 1, { title: 'Bridge', ...period('2026-02-01T09:00:00Z'), documents: [{ id: 'a', title: 'Plan' }] }),
    step('bridge', 5, { ...period('2026-02-15T09:00:00Z'), documents: [{ id: 'b', title: 'Addendum' }] }),
    step('bridge', 9, {}, { language: 'en' }),
    step('bridge', 12, { value: { amount: 900, currency: 'ZAR' } }),
    step('quiet', 1, { title: 'Quiet' }),
  );
  // The publisher edits the last release of the process behind its id and date.
  await kit.feed(step('bridge', 12, { value: { amount: 950, currency: 'ZAR' } }));
});
afterAll(() => kit.close());

const historyQuery = `query ($ocid: String!, $first: Int, $after: String) { tender(ocid: $ocid) { history(first: $first, after: $after) {
  edges { cursor node { version effectiveAt isSilent impact releaseKey changes { path before after impact } } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
} } }`;
const history = async (variables: Record<string, unknown>) => {
  const { data, errors } = await kit.as(clerk).send(historyQuery, variables);
  return { history: data?.tender?.history, errors };
};
const asOfQuery = `query ($ocid: String!, $at: DateTime!) { tender(ocid: $ocid) { asOf(at: $at) {
  at version releaseCount title status closingAt closingAsPublished value { amount currency } publishedAt documents { nodes { title } }
} } }`;
const asOf = async (process: string, at: string) => {
  const { data } = await kit.as(clerk).send(asOfQuery, { ocid: ocidOf(process), at });
  return data?.tender?.asOf;
};

describe('the history of a tender', () => {
  test('says what each release changed, newest first, with silent edits and weights', async () => {
    const { history: found } = await history({ ocid: ocidOf('bridge') });
    expect(found.edges.map(({ node }: { node: unknown }) => node)).toEqual([
      {
        ...{
          version: 5,
          effectiveAt: '2026-01-12T00:00:00.000Z',
          isSilent: true,
          impact: 'MATERIAL',
          releaseKey: 'bridge-12',
        },
        changes: [{ path: 'valueAmount', before: '900', after: '950', impact: 'MATERIAL' }],
      },
      {
        ...{
          version: 4,
          effectiveAt: '2026-01-12T00:00:00.000Z',
          isSilent: false,
          impact: 'MATERIAL',
          releaseKey: 'bridge-12',
        },
        changes: [
          { path: 'valueAmount', before: null, after: '900', impact: 'MATERIAL' },
          { path: 'valueCurrency', before: null, after: 'ZAR', impact: 'MATERIAL' },
        ],
      },
      {
        ...{
          version: 3,
          effectiveAt: '2026-01-09T00:00:00.000Z',
          isSilent: false,
          impact: 'MINOR',
          releaseKey: 'bridge-9',
        },
        changes: [{ path: 'language', before: null, after: 'en', impact: 'MINOR' }],
      },
      {
        ...{
          version: 2,
          effectiveAt: '2026-01-05T00:00:00.000Z',
          isSilent: false,
          impact: 'MATERIAL',
          releaseKey: 'bridge-5',
        },
        changes: [
          {
            ...{ path: 'closingAt', impact: 'MATERIAL' },
            ...{ before: '2026-02-01T09:00:00.000Z', after: '2026-02-15T09:00:00.000Z' },
          },
          {
            path: 'documents/b',
            before: null,
            after: expect.objectContaining({ title: 'Addendum' }),
            impact: 'MATERIAL',
          },
        ],
      },
    ]);
  });

  test('comes in pages that meet', async () => {
    const { history: one } = await history({ ocid: ocidOf('bridge'), first: 3 });
    const { history: two } = await history({ ocid: ocidOf('bridge'), first: 3, after: one.pageInfo.endCursor });
    const versionsOf = (page: { edges: { node: { version: number } }[] }) => page.edges.map(({ node }) => node.version);
    expect([versionsOf(one), one.pageInfo.hasNextPage]).toEqual([[5, 4, 3], true]);
    expect([versionsOf(two), two.pageInfo.hasNextPage, two.pageInfo.hasPreviousPage]).toEqual([[2], false, true]);
  });

  test('is empty for a tender with one release', async () => {
    const { history: found } = await history({ ocid: ocidOf('quiet') });
    expect(found.edges).toEqual([]);
  });

  test.each([{ first: 101 }, { first: -1 }, { after: 'nonsense' }])('refuses %p', async (page) => {
    const { errors } = await history({ ocid: ocidOf('bridge'), ...page });
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
  });

  test('of a whole page of tenders is one statement', async () => {
    const { tenders } = await kit
      .as(clerk)
      .data('{ tenders { edges { node { ocid history { edges { node { version } } } } } } }');
    const counts = tenders.edges.map(({ node }: { node: { ocid: string; history: { edges: unknown[] } } }) => [
      node.ocid,
      node.history.edges.length,
    ]);
    expect(Object.fromEntries(counts)).toEqual({ [ocidOf('bridge')]: 4, [ocidOf('quiet')]: 0 });
  });
});

describe('a tender as of an instant', () => {
  test('does not exist before its first release', async () => {
    expect(await asOf('bridge', '2025-12-31T23:59:59.999Z')).toBeNull();
  });

  test('is what the releases up to that instant said, the instant included', async () => {
    expect(await asOf('bridge', '2026-01-01T00:00:00Z')).toEqual({
      ...{ at: '2026-01-01T00:00:00.000Z', version: 1, releaseCount: 1, title: 'Bridge', status: 'OPEN', value: null },
      ...{ closingAt: '2026-02-01T09:00:00.000Z', closingAsPublished: '2026-02-01T09:00:00Z' },
      ...{ publishedAt: '2026-01-01T00:00:00.000Z', documents: { nodes: [{ title: 'Plan' }] } },
    });
    expect(await asOf('bridge', '2026-01-05T02:00:00+02:00')).toMatchObject({
      ...{
        version: 2,
        closingAt: '2026-02-15T09:00:00.000Z',
        documents: { nodes: [{ title: 'Plan' }, { title: 'Addendum' }] },
      },
    });
    expect(await asOf('bridge', '2026-01-11T23:59:59.999Z')).toMatchObject({ version: 3, value: null });
  });

  test('has its documents in pages, each found by its id at that instant', async () => {
    const page = (args: string) => `query ($ocid: String!, $at: DateTime!) { tender(ocid: $ocid) { asOf(at: $at) {
      documents(${args}) { totalCount nodes { id title } pageInfo { hasNextPage endCursor } } } } }`;
    const variables = { ocid: ocidOf('bridge'), at: '2026-01-05T00:00:00Z' };
    const read = async (args: string) => (await kit.as(clerk).data(page(args), variables)).tender.asOf.documents;

    const first = await read('first: 1');
    const second = await read(`first: 1, after: "${first.pageInfo.endCursor}"`);
    const node = 'query ($id: ID!) { node(id: $id) { ... on TenderDocumentSnapshot { id title } } }';
    const found = await kit.as(clerk).data(node, { id: second.nodes[0].id });

    expect([first.totalCount, first.nodes[0].title, first.pageInfo.hasNextPage]).toEqual([2, 'Plan', true]);
    expect([second.nodes[0].title, second.pageInfo.hasNextPage]).toEqual(['Addendum', false]);
    expect(found.node).toEqual(second.nodes[0]);
  });

  test('shows a silent edit from the date of the release that it was made behind', async () => {
    expect(await asOf('bridge', '2026-01-12T00:00:00Z')).toMatchObject({
      ...{ version: 5, releaseCount: 4, value: { amount: '950', currency: 'ZAR' } },
    });
  });

  test('has the status that its dates gave it then', async () => {
    expect(await asOf('bridge', '2026-02-15T09:00:00Z')).toMatchObject({ status: 'CLOSED' });
    expect(await asOf('bridge', '2026-02-15T08:59:59.999Z')).toMatchObject({ status: 'OPEN' });
  });

  test('in the far future is the tender of today', async () => {
    const { tender } = await kit
      .as(clerk)
      .data('query ($ocid: String!) { tender(ocid: $ocid) { version title closingAt releaseCount } }', {
        ocid: ocidOf('bridge'),
      });
    expect(await asOf('bridge', '2099-01-01T00:00:00Z')).toMatchObject(tender);
  });

  test('is not shown to somebody who may not read tenders', async () => {
    const { errors } = await kit.ask(asOfQuery, { variables: { ocid: ocidOf('bridge'), at: '2026-01-05T00:00:00Z' } });
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['UNAUTHENTICATED']);
  });
});
