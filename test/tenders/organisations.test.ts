import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importReleases } from '@hub/tenders/import-releases';
import pg from 'pg';
import { countStatements } from '../kit/count-statements.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestUser } from '../kit/people.js';
import { notice } from './import-kit.js';

const now = new Date('2026-03-15T10:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'hub-organisations-test-'));

let hub: TestHub;
let pool: pg.Pool;
let clerk: TestUser;

beforeAll(async () => {
  hub = await testHub({ now: () => now, stores: { redis: null } });
  pool = new pg.Pool({ connectionString: hub.database.urlOf('svc_importer'), max: 2 });
  clerk = await (await hub.team({ name: 'Acme Civils', plan: 'BASIC' })).user();
  await importAll('za', southAfrican());
  await importAll('abroad', abroad());
});
afterAll(async () => {
  await pool.end();
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

async function importAll(name: string, releases: readonly unknown[]): Promise<void> {
  const target = join(folder, `${name}.json`);
  writeFileSync(target, JSON.stringify({ version: '1.1', releases }));
  await importReleases({ target, pool, source: null, signal: new AbortController().signal });
}

/** Notices of the South African portal: awards without a date, and values that say nothing. */
function southAfrican() {
  const won = (amount: number, name: string, status = 'active') => ({
    awards: [{ id: 'a', status, value: { amount, currency: 'ZAR' }, suppliers: [{ id: name.toLowerCase(), name }] }],
  });
  // While bids may still be handed in an award says nothing about the whole.
  const closed = { tenderPeriod: { endDate: '2026-03-10T09:00:00Z' } };
  const on = (day: number) => ({ date: `2026-03-${String(day).padStart(2, '0')}T08:00:00Z` });
  return [
    notice(1, closed, { ...on(1), ...won(250_000.5, 'Digger Ltd') }),
    notice(2, closed, { ...on(2), ...won(0, 'Digger Ltd') }),
    notice(3, closed, { ...on(3), ...won(12, 'Pipes Ltd') }),
    notice(4, {}, { ...on(4), ...won(1_000, 'Pipes Ltd', 'cancelled') }),
    notice(5, closed, { ...on(5), ...won(750_000, 'Pipes Ltd') }),
    notice(6, closed, {
      ...on(6),
      awards: [
        {
          id: 'a',
          status: 'active',
          value: { amount: 5_000, currency: 'ZAR' },
          suppliers: [
            { id: 'digger ltd', name: 'Digger Ltd' },
            { id: 'p', name: 'Pipes Ltd' },
          ],
        },
      ],
    }),
    notice(7, { status: 'cancelled' }, on(7)),
    notice(8, {}, on(8)),
  ];
}

/** Releases of a publisher that follows the standard, with numbers in registers. */
function abroad() {
  const release = (number: number, award: Record<string, unknown>, party: Record<string, unknown>) => ({
    ocid: `ocds-213czf-${number}`,
    id: `${number}`,
    date: `2026-02-0${number}T08:00:00Z`,
    tag: ['award'],
    tender: { id: `${number}`, title: `Bridge ${number}` },
    buyer: { id: 'roads', name: 'Roads Agency' },
    awards: [{ id: 'a', status: 'active', suppliers: [{ id: 's', name: 'Span' }], ...award }],
    parties: [{ id: 's', identifier: { scheme: 'ZA-CIPC', id: '2001/000001/07' }, ...party }],
  });
  return [
    release(
      1,
      { value: { amount: 100.25, currency: 'EUR' }, date: '2026-01-20T08:00:00Z' },
      { name: 'Span Ltd', address: { locality: 'Durban', countryName: 'South Africa' } },
    ),
    release(
      2,
      {
        value: { amount: 40, currency: 'USD' },
        date: '2026-01-10T08:00:00Z',
        suppliers: [{ id: 's', name: 'Span Limited' }],
      },
      {
        name: 'Span Limited',
        additionalIdentifiers: [{ scheme: 'CSD', id: 'maaa 77' }],
        address: { locality: 'Durban', streetAddress: '1 Quay' },
        contactPoint: { name: 'A Person', email: 'person@example.org' },
      },
    ),
    release(3, { value: { amount: 40 } }, {}),
  ];
}

const idOf = async (kind: 'buyers' | 'suppliers', search: string): Promise<string> =>
  (
    await hub
      .as(clerk)
      .data(`query ($search: String) { ${kind}(search: $search, first: 1) { edges { node { id } } } }`, { search })
  )[kind].edges[0].node.id;

const nodes = (connection: { edges: { node: unknown }[] }) => connection.edges.map(({ node }) => node);

const totals =
  'totals { value { currency amount } awardCount } awardCount usedAwardCount excludedAwardCount exclusions { reason awardCount }';

describe('a buyer', () => {
  const buyer = async (selection: string, variables: Record<string, unknown> = {}) =>
    (
      await hub
        .as(clerk)
        .data(
          `query ($id: ID!, $after: String) { buyer(id: $id) { ${selection} tag: tenders(first: 0, after: $after) { edges { cursor } } } }`,
          { id: await idOf('buyers', 'Water Board'), ...variables },
        )
    ).buyer;

  test('tells how many tenders it has and since when', async () => {
    expect(await buyer('name tenderCount firstSeenAt lastSeenAt')).toMatchObject({
      name: 'Water Board',
      tenderCount: 8,
      // The portal writes local time and marks it Z.
      firstSeenAt: '2026-03-01T06:00:00.000Z',
      lastSeenAt: '2026-03-08T06:00:00.000Z',
    });
  });

  test('says what it spends with how many awards that counts, and why the others are left out', async () => {
    expect((await buyer(`spend { ${totals} }`)).spend).toEqual({
      totals: [{ value: { currency: 'ZAR', amount: '1005000.5' }, awardCount: 3 }],
      awardCount: 6,
      usedAwardCount: 3,
      excludedAwardCount: 3,
      exclusions: [
        { reason: 'IMPLAUSIBLE_VALUE', awardCount: 1 },
        { reason: 'NOT_CONCLUDED', awardCount: 1 },
        { reason: 'UNDISCLOSED_VALUE', awardCount: 1 },
      ],
    });
  });

  test('names who usually wins, and shares no value of an award with two winners', async () => {
    const { usualSuppliers } = await buyer(
      `usualSuppliers { supplier { name } awards { ${totals} } lastAwardedAt lastTenderPublishedAt }`,
    );
    expect(usualSuppliers).toEqual([
      {
        supplier: { name: 'Digger Ltd' },
        awards: {
          totals: [{ value: { currency: 'ZAR', amount: '250000.5' }, awardCount: 1 }],
          awardCount: 3,
          usedAwardCount: 1,
          excludedAwardCount: 2,
          exclusions: [
            { reason: 'SHARED_VALUE', awardCount: 1 },
            { reason: 'UNDISCLOSED_VALUE', awardCount: 1 },
          ],
        },
        lastAwardedAt: null,
        lastTenderPublishedAt: '2026-03-06T06:00:00.000Z',
      },
      {
        supplier: { name: 'Pipes Ltd' },
        awards: {
          totals: [{ value: { currency: 'ZAR', amount: '750000' }, awardCount: 1 }],
          awardCount: 3,
          usedAwardCount: 1,
          excludedAwardCount: 2,
          exclusions: [
            { reason: 'IMPLAUSIBLE_VALUE', awardCount: 1 },
            { reason: 'SHARED_VALUE', awardCount: 1 },
          ],
        },
        lastAwardedAt: null,
        lastTenderPublishedAt: '2026-03-06T06:00:00.000Z',
      },
    ]);
    expect((await buyer('usualSuppliers(first: 1) { supplier { name } }')).usualSuppliers).toHaveLength(1);
  });

  test('lists its tenders page by page, the last published first', async () => {
    const page = `tenders(first: 3, after: $after) { edges { node { reference } } pageInfo { hasNextPage endCursor } }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { tenders } = await buyer(page, { after });
      seen.push(...nodes(tenders).map((node) => JSON.stringify(node)));
      after = tenders.pageInfo.hasNextPage ? tenders.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1].map((number) => JSON.stringify({ reference: `RFQ ${number}` })));
  });

  test('lists only tenders of the statuses wanted', async () => {
    const { open, over, none } = await buyer(
      `open: tenders(filter: { statuses: [OPEN] }) { edges { node { reference status } } }
       over: tenders(filter: { statuses: [CANCELLED, AWARDED] }, first: 2) { edges { node { reference status } } }
       none: tenders(filter: { statuses: [] }) { edges { cursor } }`,
    );
    // An award that was cancelled awards nothing.
    expect(nodes(open)).toEqual([
      { reference: 'RFQ 8', status: 'OPEN' },
      { reference: 'RFQ 4', status: 'OPEN' },
    ]);
    expect(nodes(over)).toEqual([
      { reference: 'RFQ 7', status: 'CANCELLED' },
      { reference: 'RFQ 6', status: 'AWARDED' },
    ]);
    expect(nodes(none)).toEqual([]);
  });
});

describe('a supplier', () => {
  const supplier = async (selection: string, name = 'Span') =>
    (
      await hub
        .as(clerk)
        .data(`query ($id: ID!) { supplier(id: $id) { ${selection} } }`, { id: await idOf('suppliers', name) })
    ).supplier;

  test('has the numbers of all its records', async () => {
    expect(await supplier('name identifiers { scheme number }')).toEqual({
      name: 'Span',
      identifiers: [
        { scheme: 'CIPC', number: '2001/000001/07' },
        { scheme: 'CSD', number: 'MAAA77' },
      ],
    });
  });

  test('shows its records, the last seen first, and keeps nothing about people', async () => {
    const { records } = await supplier(
      'records { edges { node { source { name } name key identifiers { scheme number } address { street locality country } firstSeenAt lastSeenAt } } }',
    );
    const number = { scheme: 'CIPC', number: '2001/000001/07' };
    expect(nodes(records)).toEqual([
      {
        source: { name: 'ocds-213czf' },
        name: 'Span',
        key: 's',
        identifiers: [number],
        address: null,
        firstSeenAt: '2026-02-03T08:00:00.000Z',
        lastSeenAt: '2026-02-03T08:00:00.000Z',
      },
      {
        source: { name: 'ocds-213czf' },
        name: 'Span Limited',
        key: 's',
        identifiers: [number, { scheme: 'CSD', number: 'MAAA77' }],
        address: { street: '1 Quay', locality: 'Durban', country: null },
        firstSeenAt: '2026-02-02T08:00:00.000Z',
        lastSeenAt: '2026-02-02T08:00:00.000Z',
      },
      {
        source: { name: 'ocds-213czf' },
        name: 'Span',
        key: 's',
        identifiers: [number],
        address: { street: null, locality: 'Durban', country: 'South Africa' },
        firstSeenAt: '2026-02-01T08:00:00.000Z',
        lastSeenAt: '2026-02-01T08:00:00.000Z',
      },
    ]);
  });

  test('says of each field where it comes from, and what other records say instead', async () => {
    const { provenance } = await supplier(
      'provenance { field value source seenAt recordId others { value source seenAt recordId } }',
    );
    const anId = expect.any(String);
    const span = { source: 'ocds-213czf', recordId: anId };
    expect(provenance).toEqual([
      {
        ...span,
        field: 'NAME',
        value: 'Span',
        seenAt: '2026-02-03T08:00:00.000Z',
        others: [{ ...span, value: 'Span Limited', seenAt: '2026-02-02T08:00:00.000Z' }],
      },
      { ...span, field: 'STREET', value: '1 Quay', seenAt: '2026-02-02T08:00:00.000Z', others: [] },
      { ...span, field: 'LOCALITY', value: 'Durban', seenAt: '2026-02-02T08:00:00.000Z', others: [] },
      { ...span, field: 'COUNTRY', value: 'South Africa', seenAt: '2026-02-01T08:00:00.000Z', others: [] },
    ]);
  });

  test('lists what it won, of whom and for how much', async () => {
    const selection = (page: string) =>
      `awards(${page}) { edges { node { awardedAt value { amount currency } tender { title buyer { name } } } } pageInfo { hasNextPage endCursor } }`;
    const first = (await supplier(selection('first: 2'))).awards;
    expect(nodes(first)).toEqual([
      {
        awardedAt: null,
        value: { amount: '40', currency: null },
        tender: { title: 'Bridge 3', buyer: { name: 'Roads Agency' } },
      },
      {
        awardedAt: '2026-01-10T08:00:00.000Z',
        value: { amount: '40', currency: 'USD' },
        tender: { title: 'Bridge 2', buyer: { name: 'Roads Agency' } },
      },
    ]);
    const second = (await supplier(selection(`first: 2, after: "${first.pageInfo.endCursor}"`))).awards;
    expect([nodes(second), second.pageInfo.hasNextPage]).toEqual([
      [
        {
          awardedAt: '2026-01-20T08:00:00.000Z',
          value: { amount: '100.25', currency: 'EUR' },
          tender: { title: 'Bridge 1', buyer: { name: 'Roads Agency' } },
        },
      ],
      false,
    ]);
  });

  test('adds its awards up by currency and never across', async () => {
    expect((await supplier(`awardTotals { ${totals} }`)).awardTotals).toEqual({
      totals: [
        { value: { currency: 'EUR', amount: '100.25' }, awardCount: 1 },
        { value: { currency: 'USD', amount: '40' }, awardCount: 1 },
      ],
      awardCount: 3,
      usedAwardCount: 2,
      excludedAwardCount: 1,
      exclusions: [{ reason: 'NO_CURRENCY', awardCount: 1 }],
    });
    expect((await supplier(`awardTotals { ${totals} }`, 'Digger')).awardTotals).toMatchObject({
      totals: [{ value: { currency: 'ZAR', amount: '250000.5' }, awardCount: 1 }],
      exclusions: [
        { reason: 'SHARED_VALUE', awardCount: 1 },
        { reason: 'UNDISCLOSED_VALUE', awardCount: 1 },
      ],
    });
  });
});

test('a supplier that turned out to be another is still found by its id', async () => {
  const won = (number: number, name: string, ids: readonly string[]) => ({
    ocid: `ocds-213czf-joined-${number}`,
    id: `${number}`,
    date: `2026-02-0${number}T08:00:00Z`,
    tag: ['award'],
    tender: { id: `${number}`, title: `Joined ${number}` },
    awards: [{ id: 'a', suppliers: [{ name, additionalIdentifiers: ids.map((id) => ({ scheme: 'CRS', id })) }] }],
  });
  const found = async (ids: readonly string[]) =>
    (
      await Promise.all(
        ids.map((id) =>
          hub.as(clerk).data('query ($id: ID!) { supplier(id: $id) { id name awards { edges { cursor } } } }', { id }),
        ),
      )
    ).map(({ supplier }) => [supplier.id, supplier.name, supplier.awards.edges.length]);
  await importAll('apart', [
    won(1, 'Arch One', ['700001']),
    won(2, 'Arch Two', ['700002']),
    won(3, 'Arch Three', ['700003']),
  ]);
  const ids = [
    await idOf('suppliers', 'Arch One'),
    await idOf('suppliers', 'Arch Two'),
    await idOf('suppliers', 'Arch Three'),
  ];
  await importAll('joined', [won(4, 'Arch Four', ['700002', '700003'])]);
  await importAll('all', [won(5, 'Arch', ['700001', '700003'])]);
  const answers = await found(ids);
  const [kept] = answers[0] ?? [];
  expect(ids).toContain(kept);
  expect(answers).toEqual(ids.map(() => [kept, 'Arch', 5]));
});

describe('finding organisations', () => {
  const names = async (kind: 'buyers' | 'suppliers', args: string): Promise<string[]> =>
    (await hub.as(clerk).data(`{ ${kind}(${args}) { edges { node { name } } } }`))[kind].edges.map(
      ({ node }: { node: { name: string } }) => node.name,
    );

  test('goes by name, page by page', async () => {
    expect(await names('suppliers', 'first: 100')).toEqual(['Arch', 'Digger Ltd', 'Pipes Ltd', 'Span']);
    const { suppliers } = await hub.as(clerk).data('{ suppliers(first: 2) { pageInfo { endCursor } } }');
    expect(await names('suppliers', `first: 2, after: "${suppliers.pageInfo.endCursor}"`)).toEqual([
      'Pipes Ltd',
      'Span',
    ]);
    expect(await names('buyers', 'first: 100')).toEqual(['Roads Agency', 'Water Board']);
  });

  test('forgives a slip of the pen, and takes no character for a pattern', async () => {
    expect(await names('buyers', 'search: "watr board"')).toEqual(['Water Board']);
    expect(await names('buyers', 'search: "AGENCY"')).toEqual(['Roads Agency']);
    expect(await names('buyers', 'search: "%%"')).toEqual([]);
    expect(await names('suppliers', 'search: "ltd"')).toEqual(['Digger Ltd', 'Pipes Ltd']);
  });

  test('goes on behind a cursor of the same text only', async () => {
    const { suppliers } = await hub.as(clerk).data('{ suppliers(search: "ltd", first: 1) { pageInfo { endCursor } } }');
    const { endCursor } = suppliers.pageInfo;
    expect(await names('suppliers', `search: "ltd", first: 1, after: "${endCursor}"`)).toEqual(['Pipes Ltd']);
    await expect(names('suppliers', `search: "pipes", after: "${endCursor}"`)).rejects.toThrow(/BAD_USER_INPUT/u);
  });

  test('goes by the number in a register, however it is written', async () => {
    expect(
      await names('suppliers', 'filter: { identifiers: [{ scheme: "za-cipc", number: "2001 / 000001 / 07" }] }'),
    ).toEqual(['Span']);
    expect(await names('suppliers', 'filter: { identifiers: [{ scheme: "CSD", number: "MAAA78" }] }')).toEqual([]);
  });

  test.each([
    'search: "a"',
    `search: "${'a'.repeat(201)}"`,
    'first: 101',
    'filter: { identifiers: [{ scheme: "CSD", number: "0" }] }',
  ])('refuses %s', async (args) => {
    await expect(names('suppliers', args)).rejects.toThrow(/BAD_USER_INPUT/u);
  });
});

test('figures and lists of all buyers of a page are one statement for each kind', async () => {
  const count = countStatements();
  await hub.as(clerk)
    .data(`{ buyers(first: 5) { edges { node { tenderCount firstSeenAt spend { awardCount } usualSuppliers(first: 5) { supplier {
    identifiers { number } records(first: 2) { edges { cursor } } provenance { value } awards(first: 2) { edges { node { title } } } awardTotals { awardCount }
  } } tenders(first: 5) { edges { cursor } } } } } }`);
  count.stop();
  // The buyers; their figures, spend, suppliers and tenders; five kinds of the suppliers.
  expect(count.byRole()).toEqual({ svc_tenders: 10 });
});
