import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countStatements } from '../kit/count-statements.js';
import type { TestUser } from '../kit/people.js';
import { ocidOf, step, versionsKit, type VersionsKit } from './versions/versions-kit.js';

let kit: VersionsKit;
let clerk: TestUser;

const itemsOfDepot = 25;

beforeAll(async () => {
  kit = await versionsKit();
  clerk = await (await kit.team()).user();
  await kit.feed(
    step(
      'depot',
      1,
      {
        title: 'Depot',
        lots: [
          { id: 'L1', title: 'Ground works', status: 'active', value: { amount: 1500.5, currency: 'ZAR' } },
          { id: 'L2', title: 'Roof' },
        ],
        items: Array.from({ length: itemsOfDepot }, (_, index) => ({
          id: `I${index + 1}`,
          description: `Item ${index + 1}`,
          ...(index < 2 && { relatedLot: 'L2', quantity: 2.5, unit: { name: 'm3' } }),
          ...(index === 2 && { relatedLot: 'nowhere' }),
          ...(index === 0 && {
            classification: { scheme: 'CPV', id: '45000000', description: 'Construction work' },
          }),
        })),
        documents: [
          {
            id: 'D1',
            title: 'Terms',
            language: 'en',
            datePublished: '2026-01-01T08:00:00Z',
            dateModified: '2026-01-02T08:00:00Z',
          },
        ],
      },
      {
        awards: [
          {
            id: 'A1',
            title: 'Ground',
            status: 'active',
            suppliers: [{ id: 's', name: 'Digger Ltd' }],
            items: [
              {
                id: 'I2',
                description: 'Gravel',
                relatedLot: 'L1',
                quantity: 7,
                unit: { name: 't', value: { amount: 12.75, currency: 'ZAR' } },
              },
              { id: 'I9', description: 'Sand' },
            ],
          },
          { id: 'A2', title: 'Roof', status: 'pending', documents: [{ title: 'Letter' }] },
        ],
        contracts: [
          {
            id: 'C1',
            awardID: 'A1',
            title: 'Ground contract',
            status: 'active',
            value: { amount: 1400, currency: 'ZAR' },
            dateSigned: '2026-02-01T08:00:00Z',
            period: { startDate: '2026-02-02T00:00:00Z', endDate: '2026-12-31T00:00:00Z' },
          },
          { id: 'C2', awardID: 'A1' },
          { id: 'C3', awardID: 'gone' },
        ],
      },
    ),
    step('shed', 1, { title: 'Shed', items: [{ description: 'Planks' }] }),
    step('bare', 1, { title: 'Bare' }),
  );
});
afterAll(() => kit.close());

async function tender(process: string, selection: string, variables: Record<string, unknown> = {}) {
  const { tender: found } = await kit
    .as(clerk)
    .data(
      `query ($ocid: String, $after: String) { tender(ocid: $ocid) { ${selection} } }`.replace(
        '$after: String',
        selection.includes('$after') ? '$after: String' : '',
      ),
      { ocid: ocidOf(process), ...variables },
    );
  return found;
}

describe('a tender shows', () => {
  test('its lots with their values and items', async () => {
    const { lots } = await tender(
      'depot',
      `lots { edges { node { key title description status value { amount currency }
         items { edges { node { key } } } } } pageInfo { hasNextPage } }`,
    );
    expect(lots).toEqual({
      edges: [
        {
          node: {
            key: 'L1',
            title: 'Ground works',
            description: null,
            status: 'active',
            value: { amount: '1500.5', currency: 'ZAR' },
            items: { edges: [] },
          },
        },
        {
          node: {
            key: 'L2',
            title: 'Roof',
            description: null,
            status: null,
            value: null,
            items: { edges: [{ node: { key: 'I1' } }, { node: { key: 'I2' } }] },
          },
        },
      ],
      pageInfo: { hasNextPage: false },
    });
  });

  test('how many lots, items and contracts there are, of itself and of each lot and award', async () => {
    const found = await tender(
      'depot',
      `lots(first: 0) { totalCount nodes { key } } items(first: 1) { totalCount nodes { key } } contracts { totalCount }
       ofLots: lots { nodes { items(first: 1) { totalCount } } }
       awards { items { totalCount } contracts { totalCount } }`,
    );

    expect(found).toEqual({
      lots: { totalCount: 2, nodes: [] },
      items: { totalCount: itemsOfDepot, nodes: [{ key: 'I1' }] },
      contracts: { totalCount: 3 },
      ofLots: { nodes: [{ items: { totalCount: 0 } }, { items: { totalCount: 2 } }] },
      awards: [
        { items: { totalCount: 2 }, contracts: { totalCount: 2 } },
        { items: { totalCount: 0 }, contracts: { totalCount: 0 } },
      ],
    });
  });

  test('its items with what they count, where they are classified, and their lot', async () => {
    const { items } = await tender(
      'depot',
      `items(first: 3) { edges { node { key description quantity unit lot { title }
         classification { scheme code description } } } }`,
    );
    expect(items.edges.map(({ node }: { node: unknown }) => node)).toEqual([
      {
        key: 'I1',
        description: 'Item 1',
        quantity: '2.5',
        unit: 'm3',
        lot: { title: 'Roof' },
        classification: { scheme: 'CPV', code: '45000000', description: 'Construction work' },
      },
      {
        key: 'I2',
        description: 'Item 2',
        quantity: '2.5',
        unit: 'm3',
        lot: { title: 'Roof' },
        classification: null,
      },
      { key: 'I3', description: 'Item 3', quantity: null, unit: null, lot: null, classification: null },
    ]);
  });

  test('what each award is for, and at which price', async () => {
    const { awards } = await tender(
      'depot',
      'awards { items { edges { node { key description quantity unit unitValue { amount currency } lot { title } } } } }',
    );
    expect(awards).toEqual([
      {
        items: {
          edges: [
            {
              node: {
                key: 'I2',
                description: 'Gravel',
                quantity: '7',
                unit: 't',
                unitValue: { amount: '12.75', currency: 'ZAR' },
                lot: { title: 'Ground works' },
              },
            },
            { node: { key: 'I9', description: 'Sand', quantity: null, unit: null, unitValue: null, lot: null } },
          ],
        },
      },
      { items: { edges: [] } },
    ]);
  });

  test('its contracts and the awards behind them, and the contracts of each award', async () => {
    const { contracts, awards } = await tender(
      'depot',
      `contracts { edges { node { key title status signedAt startsAt endsAt value { amount currency } award { title } } } }
       awards { key tender { title } suppliers { name } contracts(first: 1) { edges { node { key } } pageInfo { hasNextPage } } }`,
    );
    const nothing = { title: null, status: null, signedAt: null, startsAt: null, endsAt: null, value: null };
    expect(contracts.edges.map(({ node }: { node: unknown }) => node)).toEqual([
      {
        key: 'C1',
        title: 'Ground contract',
        status: 'active',
        signedAt: '2026-02-01T08:00:00.000Z',
        startsAt: '2026-02-02T00:00:00.000Z',
        endsAt: '2026-12-31T00:00:00.000Z',
        value: { amount: '1400', currency: 'ZAR' },
        award: { title: 'Ground' },
      },
      { key: 'C2', ...nothing, award: { title: 'Ground' } },
      { key: 'C3', ...nothing, award: null },
    ]);
    expect(awards).toEqual([
      {
        key: 'A1',
        tender: { title: 'Depot' },
        suppliers: [{ name: 'Digger Ltd' }],
        contracts: { edges: [{ node: { key: 'C1' } }], pageInfo: { hasNextPage: true } },
      },
      {
        key: 'A2',
        tender: { title: 'Depot' },
        suppliers: [],
        contracts: { edges: [], pageInfo: { hasNextPage: false } },
      },
    ]);
  });

  test('of which stage and in which language its documents are', async () => {
    const { documents } = await tender(
      'depot',
      'documents { nodes { key scope language title publishedAt modifiedAt } }',
    );
    expect(documents.nodes).toEqual([
      {
        key: 'D1',
        scope: 'TENDER',
        language: 'en',
        title: 'Terms',
        publishedAt: '2026-01-01T08:00:00.000Z',
        modifiedAt: '2026-01-02T08:00:00.000Z',
      },
      { key: '#2', scope: 'AWARD', language: null, title: 'Letter', publishedAt: null, modifiedAt: null },
    ]);
  });

  test('its documents in pages that meet, with how many there are', async () => {
    const first = await tender(
      'depot',
      'documents(first: 1) { totalCount nodes { id key } pageInfo { hasNextPage endCursor } }',
    );
    const after = first.documents.pageInfo.endCursor;
    const second = await tender(
      'depot',
      `documents(first: 1, after: "${after}") { nodes { id key } pageInfo { hasNextPage } }`,
    );
    const { data } = await kit.as(clerk).send('query ($id: ID!) { node(id: $id) { ... on TenderDocument { key } } }', {
      id: second.documents.nodes[0].id,
    });

    expect([first.documents.totalCount, first.documents.nodes[0].key, first.documents.pageInfo.hasNextPage]).toEqual([
      2,
      'D1',
      true,
    ]);
    expect([second.documents.nodes[0].key, second.documents.pageInfo.hasNextPage]).toEqual(['#2', false]);
    expect(data.node).toEqual({ key: '#2' });
  });

  test('empty lists where nothing was published', async () => {
    expect(
      await tender('bare', 'lots { edges { cursor } } items { edges { cursor } } contracts { edges { cursor } }'),
    ).toEqual({ lots: { edges: [] }, items: { edges: [] }, contracts: { edges: [] } });
  });
});

describe('pages of items', () => {
  const page = 'items(first: 10, after: $after) { edges { node { key } } pageInfo { hasNextPage endCursor } }';

  test('meet, and end where the items end', async () => {
    const keys: string[] = [];
    let after: string | null = null;
    for (let pages = 1; ; pages += 1) {
      const { items }: { items: { edges: { node: { key: string } }[]; pageInfo: Record<string, never> } } =
        await tender('depot', page, { after });
      keys.push(...items.edges.map(({ node }) => node.key));
      after = items.pageInfo['endCursor'] ?? null;
      if (items.pageInfo['hasNextPage'] !== true) {
        expect(pages).toBe(3);
        break;
      }
    }
    expect(keys).toEqual(Array.from({ length: itemsOfDepot }, (_, index) => `I${index + 1}`));
  });

  test.each([
    'nonsense',
    Buffer.from('["lots",1]').toString('base64url'),
    Buffer.from('["items",-1]').toString('base64url'),
  ])('refuse the cursor %s', async (after) => {
    await expect(tender('depot', page, { after })).rejects.toThrow(/BAD_USER_INPUT.*after|after.*BAD_USER_INPUT/su);
  });
});

test('parts of all tenders of a list are one statement for each kind', async () => {
  const selection = `lots { edges { node { items { edges { node { key } } } } } }
    items { edges { node { lot { title } } } }
    contracts { edges { node { award { title } } } }
    awards { suppliers { name } items { edges { node { key } } } contracts { edges { node { key } } } }`;
  const count = countStatements();
  const { data, codes } = await kit.as(clerk).send(`{ tenders { edges { node { title ${selection} } } } }`);
  count.stop();
  expect(codes).toEqual([]);
  expect(data.tenders.edges).toHaveLength(3);
  const ofParts = count
    .texts()
    .filter((text) =>
      /tenders\.(?:lot|item|public_contract|award|award_item|award_supplier) /u.test(text.replaceAll('"', '')),
    );
  // Lots, items of tenders and of lots, lots of items, contracts of tenders and of awards, awards, their items, winners.
  expect(ofParts).toHaveLength(9);
});

test('documents of a hundred tenders are one statement, and one more when they are counted', async () => {
  const numbers = Array.from({ length: 100 }, (_, index) => `library-${index}`);
  await kit.feed(
    ...numbers.map((name) => step(name, 1, { title: name, documents: ['a', 'b'].map((id) => ({ id, title: id })) })),
  );
  const count = countStatements();

  const { data, codes } = await kit
    .as(clerk)
    .send('{ tenders(first: 100, search: "library") { nodes { documents(first: 1) { totalCount nodes { key } } } } }');

  count.stop();
  expect(codes).toEqual([]);
  expect(data.tenders.nodes).toHaveLength(100);
  const shown = new Set(data.tenders.nodes.map((node: unknown) => JSON.stringify(node)));
  expect([...shown]).toEqual(['{"documents":{"totalCount":2,"nodes":[{"key":"a"}]}}']);
  expect(count.texts().filter((text) => text.includes('tenders.tender_document'))).toHaveLength(2);
});
